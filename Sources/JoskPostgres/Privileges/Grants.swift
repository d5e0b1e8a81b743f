/// What the application's role may do: read everywhere, append to the tables of tenants, change the few columns that
/// change, and nothing else. The right to change one column is also what lets it lock a row.
enum Grants {
    /// The columns that it may change.
    static let changing = [
        ("businesses", ["payment_term_days"]),
        ("customers", ["name", "reference", "payment_term_days", "is_active"]),
        ("products", ["sku", "name", "price", "is_active", "stock", "movement_count", "moved_at"]),
    ]

    /// The statements that grant it, run as the schema's owner. They may be run again.
    static func statements(to role: String) -> [String] {
        let role = identifier(role)
        func list(_ tables: [String]) -> String { tables.map { "josk.\($0)" }.joined(separator: ", ") }
        return [
            "REVOKE ALL ON SCHEMA josk FROM PUBLIC",
            "REVOKE ALL ON ALL TABLES IN SCHEMA josk FROM PUBLIC",
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA josk FROM PUBLIC",
            "GRANT USAGE ON SCHEMA josk TO \(role)",
            "GRANT SELECT, INSERT ON \(list(SchemaTables.ofTenants)) TO \(role)",
            "GRANT SELECT ON \(list(SchemaTables.ofOperators)) TO \(role)",
        ]
            + changing.map { table, columns in
                "GRANT UPDATE (\(columns.joined(separator: ", "))) ON josk.\(table) TO \(role)"
            }
    }

    /// A name as SQL has it, whatever is in it.
    static func identifier(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}
