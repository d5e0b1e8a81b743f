/// The tables, and row-level security on each.
///
/// A released step never changes, and neither do the lists here: a table that comes later is a later step's, and stands
/// in ``Tables``.
enum FirstMigration {
    static let statements = tenants + orders + ledger + stock + journal + security

    /// Tables whose rows belong to a business, with the column that names it.
    private static let tenantColumns = [
        ("businesses", "id"), ("customers", "business_id"), ("products", "business_id"),
        ("orders", "business_id"), ("order_lines", "business_id"), ("refunds", "business_id"),
        ("refund_lines", "business_id"), ("ledger_entries", "business_id"),
        ("stock_movements", "business_id"), ("journal", "business_id"),
    ]

    /// Tables whose rows never change.
    private static let appendOnly = [
        "orders", "order_lines", "refunds", "refund_lines", "ledger_entries", "stock_movements", "journal",
    ]

    /// A row is there for its own tenant alone, for the owner too. A setting that was set for one transaction reads
    /// as an empty text afterwards, and not as null. A policy FOR ALL: without one for UPDATE, a locking SELECT
    /// silently finds nothing.
    ///
    /// The owner loses what would change a fact. Foreign-key checks run as the owner and lock rows, which takes
    /// the right to update one column.
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
