internal import JoskLibPQ

/// The server's results for a batch.
struct StatementBatchResults {
    private let results: [Rows]

    init(_ results: [Rows]) { self.results = results }

    /// Returns the rows of a statement.
    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try results[place.index].map(Statement.decode)
    }

    /// Returns the rows of a statement; none if the statement was not sent.
    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>?
    ) throws(PostgresError) -> [Statement.Row] {
        guard let place else { return [] }
        return try rows(of: place)
    }

    /// Returns a description of the first statement that wrote fewer or more rows than it must, or nil if there is
    /// none.
    ///
    /// A number that cannot be read is an error, not a flaw: what the server wrote is then unknown.
    func flaw(in batch: StatementBatch) throws(PostgresError) -> String? {
        for (place, statement, rowCount) in batch.written {
            guard let affectedRows = results[place].affectedRows else {
                throw .malformed("\(statement) returned the command tag \(results[place].commandTag)")
            }
            if affectedRows != rowCount {
                return "\(statement) wrote \(affectedRows) rows instead of \(rowCount)"
            }
        }
        return nil
    }

    /// The command tag of the last statement, such as "COMMIT".
    var lastCommandTag: String { results.last?.commandTag ?? "" }
}
