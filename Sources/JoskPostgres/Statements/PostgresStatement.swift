internal import JoskLibPQ

/// One statement of the store: its text, its parameters and its rows. One type a statement.
protocol PostgresStatement: Sendable {
    /// What one row is decoded to; `Never` for a statement without rows.
    associatedtype Row
    var sql: String { get }
    /// The name under which connections prepare it. Another text has another name.
    var name: String { get }
    /// Appends the parameters, $1 first.
    func bind(_ parameters: inout Parameters)
    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Row
}

/// A statement whose text is always the same, and is made once.
protocol FixedStatement: PostgresStatement {
    static var sql: String { get }
}

extension FixedStatement {
    var sql: String { Self.sql }
    var name: String { "josk_\(Self.self)" }
}

extension PostgresStatement where Row == Never {
    static func decode(_: inout Rows.RowDecoder) throws(PostgresError) -> Never {
        throw .malformed("\(Self.self) answered with a row")
    }
}

/// A statement that writes, and how many rows it must write: fewer would be a fact that is lost.
protocol WritingStatement: FixedStatement where Row == Never {
    var rowCount: Int { get }
}

/// Statements that go to the server together, and the way from each to its own rows.
struct Batch {
    /// A statement's place among the answers.
    struct Place<Statement: PostgresStatement> {
        fileprivate let index: Int
    }

    private(set) var pipeline = Pipeline()
    /// How many rows the statements at these places must have written.
    fileprivate private(set) var written: [(place: Int, statement: String, rowCount: Int)] = []
    private let isPrepared: Bool

    /// An empty batch.
    ///
    /// - Parameter isPrepared: Whether connections prepare statements once and run them by name.
    init(isPrepared: Bool) { self.isPrepared = isPrepared }

    mutating func append<Statement: PostgresStatement>(_ statement: Statement) -> Place<Statement> {
        var parameters = Parameters()
        statement.bind(&parameters)
        let place = pipeline.queries.count
        pipeline.append(
            JoskLibPQ.Statement(statement.sql, preparedAs: isPrepared ? statement.name : nil), parameters)
        return Place(index: place)
    }

    mutating func append<Statement: WritingStatement>(_ statement: Statement) {
        let place: Place<Statement> = append(statement)
        written.append((place.index, statement.name, statement.rowCount))
    }

    /// Appends a statement without parameters whose text is not always the same, or not worth preparing.
    mutating func append(sql: String) { pipeline.append(JoskLibPQ.Statement(sql)) }
}

/// What the server answered to a batch.
struct Answers {
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
