internal import JoskLibPQ

/// Statements that go to the server together, and the way from each to its own rows.
struct StatementBatch {
    /// A statement's place among the answers.
    struct Place<Statement: PostgresStatement> {
        let index: Int

        fileprivate init(index: Int) { self.index = index }
    }

    private(set) var pipeline = Pipeline()
    /// How many rows the statements at these places must have written.
    private(set) var written: [(place: Int, statement: String, rowCount: Int)] = []
    private let isPrepared: Bool
    /// Whether it is one that only reads. Its plans may be of any kind; a command's may not, and must not meet them: a
    /// connection keeps a plan by the statement's name.
    var isReading = false

    /// An empty batch.
    ///
    /// - Parameter isPrepared: Whether connections prepare statements once and run them by name.
    init(isPrepared: Bool) { self.isPrepared = isPrepared }

    @discardableResult
    mutating func append<Statement: PostgresStatement>(_ statement: Statement) -> Place<Statement> {
        var parameters = Parameters()
        statement.bind(&parameters)
        let place = pipeline.queries.count
        let name = isReading ? "\(statement.name)_reading" : statement.name
        pipeline.append(JoskLibPQ.Statement(statement.sql, preparedAs: isPrepared ? name : nil), parameters)
        if let count = statement.requiredRowCount { written.append((place, statement.name, count)) }
        return Place(index: place)
    }

    /// Appends a statement if there is something to ask; nil if there is not.
    mutating func append<Statement: PostgresStatement>(
        _ statement: Statement, if isNeeded: Bool
    ) -> Place<Statement>? {
        isNeeded ? append(statement) : nil
    }

    /// Appends a statement without parameters whose text is not always the same, or not worth preparing.
    mutating func append(sql: String) { pipeline.append(JoskLibPQ.Statement(sql)) }
}
