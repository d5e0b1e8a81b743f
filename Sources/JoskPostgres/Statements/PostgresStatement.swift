internal import JoskLibPQ

/// One statement of the store: its text, its parameters and its rows.
///
/// Each statement has a type of its own.
protocol PostgresStatement: Sendable {
    /// The type of a decoded row; `Never` for a statement without rows.
    associatedtype Row
    var sql: String { get }
    /// The name under which connections prepare the statement.
    ///
    /// A different text has a different name.
    var name: String { get }
    /// The number of rows that the statement must write; nil for a statement that only reads, or may write any number.
    var requiredRowCount: Int? { get }
    /// Appends the parameters, $1 first.
    func bind(_ parameters: inout Parameters)
    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Row
}

extension PostgresStatement {
    var requiredRowCount: Int? { nil }
}

/// A statement whose text never varies, and is built once.
protocol FixedStatement: PostgresStatement {
    static var sql: String { get }
}

extension FixedStatement {
    var sql: String { Self.sql }
    var name: String { "josk_\(Self.self)" }
}

extension PostgresStatement where Row == Never {
    static func decode(_: inout Rows.RowDecoder) throws(PostgresError) -> Never {
        throw .malformed("\(Self.self) returned a row")
    }
}

/// A statement that must write an exact number of rows, because fewer rows would be a lost fact.
protocol WritingStatement: FixedStatement where Row == Never {
    var rowCount: Int { get }
}

extension WritingStatement {
    var requiredRowCount: Int? { rowCount }
}
