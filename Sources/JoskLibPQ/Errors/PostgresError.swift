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
