/// Values that are written into one or more columns at the same time.
package struct DamageTry: Sendable {
    /// A value in one column.
    package struct Edit: Sendable {
        package let column: DamageColumn
        /// The value as an SQL expression, in which `{column}` is the present value.
        package let value: String

        fileprivate var assignment: String {
            "\"\(column.name)\" = \(value.replacing("{column}", with: "\"\(column.name)\""))"
        }
    }

    package let edits: [Edit]
    /// The number of the only row of each table that is edited; nil for all rows.
    package let row: Int?
    /// The number of the row that is edited if a unique index refuses the values in all rows.
    let spareRow: Int

    /// The columns and their values, for a report.
    package var description: String {
        let values = edits.map { "\($0.column.table).\($0.column.name) = \($0.value.prefix(80))" }
        let rows = row.map { "in row \($0)" } ?? "in all rows, or in row \(spareRow)"
        return "\(values.joined(separator: ", ")) \(rows)"
    }

    /// Returns one statement for each table.
    ///
    /// - Parameter row: The number of the only row to edit; nil for all rows.
    func statements(row: Int?) -> [String] {
        let tables = Dictionary(grouping: edits, by: \.column.table).sorted { $0.key < $1.key }
        return tables.map { table, edits in
            let rows = """
                SELECT ctid FROM josk."\(table)" AS r ORDER BY r::text
                OFFSET \(row ?? 0) % greatest(1, (SELECT count(*) FROM josk."\(table)")) LIMIT 1
                """
            return "UPDATE josk.\"\(table)\" SET \(edits.map(\.assignment).joined(separator: ", "))"
                + (row == nil ? "" : " WHERE ctid = (\(rows))")
        }
    }
}
