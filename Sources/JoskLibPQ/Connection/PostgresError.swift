/// What can go wrong between this process and PostgreSQL.
package enum PostgresError: Error, Sendable, Hashable {
    /// No connection was made: what libpq said of it, and the SQLSTATE if it was the server that refused; 28P01 also if
    /// it wanted a password and there was none to give.
    case unreachable(String, SQLState? = nil)
    /// The server refused a statement. The connection is as good as before.
    case refused(ServerError)
    /// The connection is gone, perhaps with a last word of the server's.
    case lost(String, ServerError?)
    /// The server had not answered by the deadline, and was asked to cancel. With the error in which that
    /// ended, all is known and the connection as good as before; without one the server did not answer even
    /// then: what it has done is unknown, and the connection was closed.
    case timedOut(ServerError? = nil)
    /// What was to be sent cannot be. Nothing was sent, and the connection is as good as before.
    case unsendable(String)
    /// What came back is not what the protocol or the statement promises.
    case malformed(String)

    /// What the server said, if it said something.
    package var serverError: ServerError? {
        switch self {
        case .refused(let error), .lost(_, let error?), .timedOut(let error?): error
        case .unreachable, .lost, .timedOut, .unsendable, .malformed: nil
        }
    }

    /// The server's SQLSTATE, if it said one.
    package var sqlState: SQLState? {
        if case .unreachable(_, let state) = self { state } else { serverError?.sqlState }
    }
}

extension PostgresError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreachable(let why, let state): "unreachable\(state.map { " (\($0))" } ?? ""): \(why)"
        case .refused(let error): "\(error)"
        case .lost(let why, let error): "connection lost: \(error.map { "\($0)" } ?? why)"
        case .timedOut: "the server did not answer in time"
        case .unsendable(let what): "not to be sent: \(what)"
        case .malformed(let what): "malformed answer: \(what)"
        }
    }
}

/// An error as the server reports it.
package struct ServerError: Error, Sendable, Hashable {
    /// The five characters by which programs know it:
    /// https://www.postgresql.org/docs/15/errcodes-appendix.html
    package let sqlState: SQLState
    /// ERROR, FATAL or PANIC.
    package let severity: String
    package let message: String
    package let detail: String?
    package let hint: String?
    /// Where it happened, as functions tell it.
    package let context: String?
    package let table: String?
    package let column: String?
    /// The constraint that refused a row, in full.
    package let constraint: String?

    package init(
        sqlState: SQLState, severity: String = "ERROR", message: String, detail: String? = nil,
        hint: String? = nil, context: String? = nil, table: String? = nil, column: String? = nil,
        constraint: String? = nil
    ) {
        self.sqlState = sqlState
        self.severity = severity
        self.message = message
        self.detail = detail
        self.hint = hint
        self.context = context
        self.table = table
        self.column = column
        self.constraint = constraint
    }
}

extension ServerError: CustomStringConvertible {
    /// One line for logs. The detail is left out: it may hold a row's values.
    package var description: String {
        let place = (constraint ?? table).map { " (\($0))" } ?? ""
        return "\(severity) \(sqlState): \(message)\(place)\(hint.map { ". \($0)" } ?? "")"
    }
}

/// An SQLSTATE: the class in the first two characters, the condition in all five.
package struct SQLState: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let code: String

    package init(_ code: String) { self.code = code }
    package init(stringLiteral code: String) { self.code = code }

    /// The first two characters.
    package var classCode: String { String(code.prefix(2)) }
    package var description: String { code }
}
