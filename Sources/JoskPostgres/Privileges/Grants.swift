/// The privileges of the application's role.
///
/// The role may read every table, append to the tables of tenants, change the few columns that change, and nothing
/// else. The privilege to change one column also permits it to lock a row.
enum Grants {
    /// The columns that the role may change.
    static let changing = [
        ("businesses", ["payment_term_days"]),
        ("customers", ["name", "reference", "payment_term_days", "is_active"]),
        ("products", ["sku", "name", "price", "is_active", "stock", "movement_count", "moved_at"]),
    ]

    /// Returns the statements that grant the privileges.
    ///
    /// They run as the schema's owner, and may be run again.
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

    /// Returns any name as a quoted SQL identifier.
    static func identifier(_ name: String) -> String {
        "\"\(name.replacing("\"", with: "\"\""))\""
    }
}
