internal import JoskLibPQ

/// One statement of the store: its text, its parameters and its rows. One type a statement.
protocol PostgresStatement: Sendable {
    /// What one row is decoded to; `Never` for a statement without rows.
    associatedtype Row
    var sql: String { get }
    /// The name under which connections prepare it. Another text has another name.
    var name: String { get }
    /// How many rows it must write; nil for a statement that only reads, or may write any number.
    var requiredRowCount: Int? { get }
    /// Appends the parameters, $1 first.
    func bind(_ parameters: inout Parameters)
    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Row
}

extension PostgresStatement {
    var requiredRowCount: Int? { nil }
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

extension WritingStatement {
    var requiredRowCount: Int? { rowCount }
}
