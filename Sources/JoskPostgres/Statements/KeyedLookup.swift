/// SQL fragments that join the identifiers or keys $2 to the rows that have them.
///
/// A plan is made once, perhaps while a table is nearly empty, and kept until the table is analyzed.
///
/// For `id = ANY ($2)`, and for a plain join too, the plan may then read all rows of a business and filter them,
/// because the planner assumes that a business has one row or two. Rows that grow in number with every command are
/// therefore found with ``each(of:by:as:_:)``.
enum KeyedLookup {
    static let rows = "unnest($2) AS w (wanted)"

    /// Returns a lateral lookup in a table for each identifier or key, by a column, which no planner choice changes.
    static func each(of table: String, by column: String, as alias: String, _ wanted: String = rows) -> String
    {
        """
        \(wanted) CROSS JOIN LATERAL (
            SELECT * FROM josk.\(table) WHERE business_id = $1 AND \(column) = wanted OFFSET 0
        ) AS \(alias)
        """
    }

    /// Returns the identifiers or keys together with an array of others, without duplicates.
    static func distinct(and others: String) -> String {
        """
        (
            SELECT DISTINCT wanted FROM unnest($2 || \(others)) AS w (wanted)
        ) AS w
        """
    }
}
