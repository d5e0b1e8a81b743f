internal import JoskLibPQ

/// What the server answered to a batch.
struct StatementBatchResults {
    private let results: [Rows]

    init(_ results: [Rows]) { self.results = results }

    /// The rows of a statement.
    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try results[place.index].map(Statement.decode)
    }

    /// The rows of a statement; none if it was not asked.
    func rows<Statement: PostgresStatement>(
        of place: StatementBatch.Place<Statement>?
    ) throws(PostgresError) -> [Statement.Row] {
        guard let place else { return [] }
        return try rows(of: place)
    }

    /// The first statement that wrote fewer or more rows than it must, in words.
    func flaw(in batch: StatementBatch) -> String? {
        for (place, statement, rowCount) in batch.written where results[place].affectedRows != rowCount {
            return "\(statement) wrote \(results[place].affectedRows) rows, and not \(rowCount)"
        }
        return nil
    }

    /// How the last statement's command calls itself: "COMMIT".
    var lastCommandTag: String { results.last?.commandTag ?? "" }
}
