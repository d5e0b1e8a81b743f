internal import JoskLibPQ

/// Statements that are sent to the server together, with a typed place for the rows of each.
struct StatementBatch {
    /// A statement's place among the results.
    struct Place<Statement: PostgresStatement> {
        let index: Int

        fileprivate init(index: Int) { self.index = index }
    }

    private(set) var pipeline = Pipeline()
    /// The number of rows that each statement at these places must write.
    private(set) var written: [(place: Int, statement: String, rowCount: Int)] = []
    private let isPrepared: Bool

    /// Creates an empty batch.
    ///
    /// - Parameter isPrepared: True if connections prepare statements once and run them by name.
    init(isPrepared: Bool) { self.isPrepared = isPrepared }

    @discardableResult
    mutating func append<Statement: PostgresStatement>(_ statement: Statement) -> Place<Statement> {
        var parameters = Parameters()
        statement.bind(&parameters)
        let place = pipeline.queries.count
        pipeline.append(
            JoskLibPQ.Statement(statement.sql, preparedAs: isPrepared ? statement.name : nil), parameters)
        if let count = statement.requiredRowCount { written.append((place, statement.name, count)) }
        return Place(index: place)
    }

    /// Appends a statement if it is needed, and otherwise returns nil.
    mutating func append<Statement: PostgresStatement>(
        _ statement: Statement, if isNeeded: Bool
    ) -> Place<Statement>? {
        isNeeded ? append(statement) : nil
    }

    /// Appends a statement without parameters whose text varies, or is not worth preparing.
    mutating func append(sql: String) { pipeline.append(JoskLibPQ.Statement(sql)) }
}
