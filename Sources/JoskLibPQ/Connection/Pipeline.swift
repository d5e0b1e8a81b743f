/// A statement: its text, and whether a connection prepares it once and then runs it by name.
package struct Statement: Sendable, Hashable {
    /// The name under which it is prepared; nil for one that is parsed each time.
    package let name: String?
    package let sql: String

    /// A statement. Never build its text from input: input goes into parameters.
    package init(_ sql: String, preparedAs name: String? = nil) {
        self.sql = sql
        self.name = name
    }
}

/// Statements that go to the server together, in one flush, and are answered together.
package struct Pipeline: Sendable {
    package struct Query: Sendable {
        package let statement: Statement
        package let parameters: Parameters
    }

    package private(set) var queries: [Query] = []

    package init() {}

    package mutating func append(_ statement: Statement, _ parameters: Parameters = Parameters()) {
        queries.append(Query(statement: statement, parameters: parameters))
    }
}
