/// The identifiers or keys $2 as rows, to be joined with what has them.
///
/// A plan is made once, perhaps while a table is nearly empty, and kept until the table is analyzed. For `id = ANY ($2)`, and
/// for a plain join too, it may then be one that reads all rows of a business and sifts them, for it takes a business to
/// have one row or two. What grows with every command is therefore looked up for ``each``.
enum KeyedLookup {
    static let rows = "unnest($2) AS w (wanted)"

    /// What a table has of each, by a column: a lookup for one after another, of which no planner can make anything else.
    static func each(of table: String, by column: String, as alias: String, _ wanted: String = rows) -> String
    {
        """
        \(wanted) CROSS JOIN LATERAL (
            SELECT * FROM josk.\(table) WHERE business_id = $1 AND \(column) = wanted OFFSET 0
        ) AS \(alias)
        """
    }

    /// Together with an array of others, each once.
    static func distinct(and others: String) -> String {
        """
        (
            SELECT DISTINCT wanted FROM unnest($2 || \(others)) AS w (wanted)
        ) AS w
        """
    }
}
