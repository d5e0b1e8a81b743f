import JoskLedger
import JoskLibPQ

/// What the server answered to a read.
struct ReadResults {
    let results: StatementBatchResults
    /// The currency of the business, and so of every amount.
    let currency: Currency

    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try results.rows(of: place)
    }
}
