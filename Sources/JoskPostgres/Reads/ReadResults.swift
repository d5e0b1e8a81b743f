import JoskLedger
import JoskLibPQ

/// What the server answered to a read.
struct ReadResults {
    let answers: BatchResults
    /// The currency of the business, and so of every amount.
    let currency: Currency

    func rows<Statement: PostgresStatement>(
        of place: Batch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try answers.rows(of: place)
    }
}
