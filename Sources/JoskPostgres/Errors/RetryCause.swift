import JoskLibPQ

/// Why something is tried again: the server's SQLSTATE, or, where it gave none, what happened. A server may say whatever it
/// likes, and each of these is a time series in a host's metrics: so what is not here counts as ``other``.
enum RetryCause: String, CaseIterable, Sendable {
    case serializationFailure = "40001"
    case deadlock = "40P01"
    case lockTimeout = "55P03"
    case lostRace = "23505"
    case readOnly = "25006"
    case forgottenStatement = "26000"
    case changedPlan = "0A000"
    case idleInTransaction = "25P03"
    case transactionTimeout = "25P04"
    case sessionEnded = "57P01"
    case serverCrashed = "57P02"
    case starting = "57P03"
    case idleSession = "57P05"
    /// The connection was lost without a word.
    case connectionLost = "connection_lost"
    /// No connection was to be had.
    case noConnection = "no_connection"
    /// The server had not answered by the deadline.
    case timedOut = "timed_out"
    /// An earlier attempt, of which nobody knows whether it was committed, is still running.
    case inDoubt = "in_doubt"
    case other

    init(_ error: PostgresError) {
        if let cause = error.tableRow?.cause {
            self = cause
            return
        }
        self =
            switch error {
            case .lost: .connectionLost
            case .unreachable: .noConnection
            case .timedOut: .timedOut
            case .refused, .unsendable, .malformed: .other
            }
    }
}
