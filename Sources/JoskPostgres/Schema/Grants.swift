/// What the application's role may do: read and append everywhere, change the few columns that change, and nothing
/// else. The right to change one column is also what lets it lock a row.
enum Grants {
    /// The statements that grant it, run as the schema's owner. They may be run again.
    static func statements(to role: String) -> [String] {
        let role = identifier(role)
        let tables = FirstMigration.tenantColumns.map { "josk.\($0.0)" }.joined(separator: ", ")
        return [
            "REVOKE ALL ON SCHEMA josk FROM PUBLIC",
            "REVOKE ALL ON ALL TABLES IN SCHEMA josk FROM PUBLIC",
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA josk FROM PUBLIC",
            "GRANT USAGE ON SCHEMA josk TO \(role)",
            "GRANT SELECT, INSERT ON \(tables) TO \(role)",
            "GRANT SELECT ON josk.migrations, josk.cluster TO \(role)",
            "GRANT UPDATE (payment_term_days) ON josk.businesses TO \(role)",
            "GRANT UPDATE (name, reference, payment_term_days, is_active) ON josk.customers TO \(role)",
            """
            GRANT UPDATE (name, sku, price, is_active, stock, movement_count, moved_at)
            ON josk.products TO \(role)
            """,
        ]
    }

    /// A name as SQL has it, whatever is in it.
    static func identifier(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}
