import JoskLedger
import JoskLibPQ

/// The server's results for a read.
struct ReadResults {
    let results: StatementBatchResults
    /// The currency of the business, and therefore of every amount.
    let currency: Currency

    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try results.rows(of: place)
    }
}
