internal import JoskLibPQ

/// What the server answered to a batch.
struct BatchResults {
    private let answers: [Rows]

    init(_ answers: [Rows]) { self.answers = answers }

    /// The rows of a statement.
    func rows<Statement: PostgresStatement>(
        of place: Batch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try answers[place.index].map(Statement.decode)
    }

    /// The rows of a statement; none if it was not asked.
    func rows<Statement: PostgresStatement>(
        of place: Batch.Place<Statement>?
    ) throws(PostgresError) -> [Statement.Row] {
        guard let place else { return [] }
        return try rows(of: place)
    }

    /// The first statement that wrote fewer or more rows than it must, in words.
    func flaw(in batch: Batch) -> String? {
        for (place, statement, rowCount) in batch.written where answers[place].affectedRows != rowCount {
            return "\(statement) wrote \(answers[place].affectedRows) rows, and not \(rowCount)"
        }
        return nil
    }

    /// How the last statement's command calls itself: "COMMIT".
    var lastCommandTag: String { answers.last?.commandTag ?? "" }
}
