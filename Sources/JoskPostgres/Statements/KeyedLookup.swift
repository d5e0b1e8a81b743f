/// SQL fragments that find the rows of the identifiers or keys in an array, each by its key.
///
/// A plan is made once, perhaps while a table is nearly empty, and kept until the table is analyzed. For
/// `id = ANY ($2)`, and for a plain join too, such a plan may read all rows of a business and filter them, because the
/// planner assumes that a business has one row or two. A lateral lookup leaves the planner no choice: it cannot be
/// merged into the rest of the query, because of `OFFSET 0` or of its locking clause.
enum KeyedLookup {
    static let rows = "unnest($2) AS w (wanted)"

    /// Returns a lateral lookup in a table for each identifier or key, by a column.
    static func each(of table: String, by column: String, as alias: String, _ wanted: String = rows) -> String
    {
        """
        \(wanted) CROSS JOIN LATERAL (
            SELECT * FROM josk.\(table) WHERE business_id = $1 AND \(column) = wanted OFFSET 0
        ) AS \(alias)
        """
    }

    /// Returns a lateral lookup in a table for each identifier, which locks the rows in the order of their identifiers
    /// if the access requires it.
    ///
    /// The identifiers are sorted before they are looked up, because a row is locked when it is found.
    ///
    /// - Parameters:
    ///   - table: The table, which also names the rows.
    ///   - others: The SQL expression for an array of further identifiers, if there are any. They need not be distinct.
    ///   - access: The access to the rows.
    static func ordered(in table: String, and others: String? = nil, _ access: RowAccess) -> String {
        """
        \(distinct(and: others)) CROSS JOIN LATERAL (
            SELECT * FROM josk.\(table) WHERE business_id = $1 AND id = wanted
            \(access == .locking ? "FOR NO KEY UPDATE" : "OFFSET 0")
        ) AS \(table)
        """
    }

    /// Returns the identifiers or keys in ascending order, together with an array of others, without duplicates.
    static func distinct(and others: String?) -> String {
        """
        (
            SELECT DISTINCT wanted FROM unnest($2\(others.map { " || \($0)" } ?? "")) AS w (wanted) ORDER BY wanted
        ) AS w
        """
    }

    /// Returns the clauses of an update that finds its rows by identifier, from the columns of arrays.
    ///
    /// The planner could still join the updated table in another way, even to a lateral lookup. The update therefore
    /// takes the places (`ctid`) of the rows, which the transaction has locked, and a row has one place. The limit
    /// drops no row. The planner does not know its value, assumes a tenth of the ten elements that it expects of an
    /// array, and so plans for one row, for which this is the cheapest join.
    ///
    /// - Parameters:
    ///   - table: The table, aliased `t`.
    ///   - columns: The columns of the arrays $2, $3, …, the identifier first; aliased `u`.
    static func updated(in table: String, from columns: String...) -> String {
        let arrays = columns.indices.map { "$\($0 + 2)" }.joined(separator: ", ")
        return """
            FROM (
                SELECT * FROM unnest(\(arrays)) AS u (\(columns.joined(separator: ", "))) LIMIT cardinality($2)
            ) AS u CROSS JOIN LATERAL (
                SELECT ctid AS place FROM josk.\(table) WHERE business_id = $1 AND id = u.id OFFSET 0
            ) AS k
            WHERE t.business_id = $1 AND t.ctid = k.place
            """
    }
}
