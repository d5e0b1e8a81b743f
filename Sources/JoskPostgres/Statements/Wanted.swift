/// The identifiers or keys $2 as rows, to be joined with what has them.
///
/// A plan is made once, perhaps while a table is nearly empty, and kept. For `id = ANY ($2)` it may then be one that reads
/// all rows of a business and sifts them. Joined to rows it is one lookup after another, for a transaction allows no other
/// kind of join (``SetTransactionSettings``).
enum Wanted {
    static let rows = "unnest($2) AS w (wanted)"

    /// Together with an array of others, each once.
    static func distinct(and others: String) -> String {
        """
        (
            SELECT DISTINCT wanted FROM unnest($2 || \(others)) AS w (wanted)
        ) AS w
        """
    }
}
