internal import JoskText

/// An error between this process and PostgreSQL.
package enum PostgresError: Error, Sendable, Hashable {
    /// No connection was made.
    ///
    /// The text is the reason, in most cases libpq's message. The SQLSTATE is present if the server refused the
    /// connection; it is 28P01 also if the server required a password and none was given.
    case unreachable(String, SQLState? = nil)
    /// No connection can be made with these settings.
    ///
    /// The text names the wrong setting, and never a secret.
    case misconfigured(String)
    /// The server refused a statement; the connection stays usable.
    case refused(ServerError)
    /// The connection was lost; the error is the server's last one, if it sent one.
    case lost(String, ServerError?)
    /// The server did not respond by the deadline, and was asked to cancel.
    ///
    /// With the error that ended the statements, the outcome is known and the connection stays usable. Without an
    /// error, the server did not respond to the cancel request either: the outcome of the statements is unknown, and
    /// the connection was closed. A deadline that had passed before anything was sent is reported with an error of
    /// the library's own.
    case timedOut(ServerError? = nil)
    /// The statements cannot be sent; nothing was sent, and the connection stays usable.
    case unsendable(String)
    /// The result does not match the protocol or the statement.
    case malformed(String)
    /// A column of the result has another type than the library's schema.
    case mismatched(String)
    /// The server's clock differs too much from this process's; the text has both times.
    case clockSkew(String)

    /// The server's error, if there is one.
    package var serverError: ServerError? {
        switch self {
        case .refused(let error), .lost(_, let error?), .timedOut(let error?): error
        case .unreachable, .misconfigured, .lost, .timedOut, .unsendable, .malformed, .mismatched, .clockSkew:
            nil
        }
    }

    /// The server's SQLSTATE, if there is one.
    package var sqlState: SQLState? {
        if case .unreachable(_, let state) = self { state } else { serverError?.sqlState }
    }
}

extension PostgresError: CustomStringConvertible {
    /// One line for logs, with control characters escaped.
    package var description: String { line.escapingControlCharacters }

    private var line: String {
        switch self {
        case .unreachable(let reason, let state): "unreachable\(state.map { " (\($0))" } ?? ""): \(reason)"
        case .misconfigured(let reason), .mismatched(let reason), .clockSkew(let reason): reason
        case .refused(let error): "\(error)"
        case .lost(let reason, let error): "connection lost: \(error.map { "\($0)" } ?? reason)"
        case .timedOut: "the server did not respond in time"
        case .unsendable(let reason): "cannot be sent: \(reason)"
        case .malformed(let reason): "malformed response: \(reason)"
        }
    }
}
