/// The reason why a waiter gets no connection.
package enum PoolError: Error, Sendable, Hashable {
    /// The waiter's deadline has passed; the error is the last one, if no connection could be opened.
    case deadline(PostgresError?)
    case cancelled
    /// The limit of callers that wait is reached.
    case tooManyWaiting(WaitLimit)
    case shutDown
    /// No connection can be opened until an operator intervenes: a wrong password, a missing database.
    case unreachable(PostgresError)
}

extension PoolError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .deadline(nil): "no connection became free in time"
        case .deadline(let error?): "no connection could be made in time: \(error)"
        case .cancelled: "the task was cancelled while it waited for a connection"
        case .tooManyWaiting(.commands(let limit)): "\(limit) transactions are waiting for a connection"
        case .tooManyWaiting(.reads(let limit)): "\(limit) reads are waiting for a connection"
        case .tooManyWaiting(.readsOfParty(let limit)):
            "\(limit) reads of the business are waiting for a connection"
        case .shutDown: "the pool was shut down"
        case .unreachable(let error): "no connection can be made: \(error)"
        }
    }
}
