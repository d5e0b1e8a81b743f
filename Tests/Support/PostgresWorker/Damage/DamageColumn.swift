/// A column of a table in the schema, as the catalog describes it.
package struct DamageColumn: Codable, Sendable, Hashable {
    package let table: String
    package let name: String
    /// The name of the type, such as "bigint".
    package let type: String

    package init(table: String, name: String, type: String) {
        (self.table, self.name, self.type) = (table, name, type)
    }
}
