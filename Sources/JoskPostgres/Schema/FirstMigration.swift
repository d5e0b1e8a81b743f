/// The first migration: the tables, and row-level security on each.
///
/// A released migration never changes, and neither do the lists here. A table that is added later belongs to a later
/// migration, and to ``SchemaTables``.
enum FirstMigration {
    static let statements = tenants + orders + ledger + stock + journal + security

    /// The tables whose rows belong to a business, with the column that names the business.
    private static let tenantColumns = [
        ("businesses", "id"), ("customers", "business_id"), ("products", "business_id"),
        ("orders", "business_id"), ("order_lines", "business_id"), ("refunds", "business_id"),
        ("refund_lines", "business_id"), ("ledger_entries", "business_id"),
        ("stock_movements", "business_id"), ("journal", "business_id"),
    ]

    /// The tables whose rows never change.
    private static let appendOnly = [
        "orders", "order_lines", "refunds", "refund_lines", "ledger_entries", "stock_movements", "journal",
    ]

    /// The statements that make a row visible to its own tenant alone, and that revoke privileges of the owner.
    ///
    /// The policy applies to the owner too. A setting that was set for one transaction reads as an empty text
    /// afterwards, and not as null. The policy is FOR ALL commands: without a policy for UPDATE, a locking SELECT
    /// silently finds no row.
    ///
    /// The owner loses the privileges that would change a fact. Foreign-key checks run as the owner and lock rows,
    /// which requires the privilege to update one column.
    private static let security =
        tenantColumns.flatMap { table, column in
            [
                "ALTER TABLE josk.\(table) ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE josk.\(table) FORCE ROW LEVEL SECURITY",
                """
                CREATE POLICY tenant ON josk.\(table)
                USING (\(column) = NULLIF(current_setting('josk.business', true), '')::uuid)
                """,
            ]
        }
        + appendOnly.flatMap { table in
            [
                "REVOKE UPDATE, DELETE, TRUNCATE ON josk.\(table) FROM CURRENT_USER",
                "GRANT UPDATE (business_id) ON josk.\(table) TO CURRENT_USER",
            ]
        }
}
