/// The text of a statement, and the name of its preparation, if it is prepared.
///
/// A connection prepares a statement with a name once, and then runs it by its name.
package struct Statement: Sendable, Hashable {
    /// The name under which the statement is prepared; nil for a statement that is parsed each time.
    package let name: String?
    package let sql: String

    /// Creates a statement.
    ///
    /// Never build its text from input: input belongs in parameters.
    package init(_ sql: String, preparedAs name: String? = nil) {
        self.sql = sql
        self.name = name
    }
}

/// Statements that are sent to the server in one flush, and whose results are returned together.
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
