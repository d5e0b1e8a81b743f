import JoskLibPQ

/// The label under which a retry is counted: the server's SQLSTATE, or the kind of failure if there is none.
///
/// The set is fixed, because each value is a time series. All other states count as ``other``.
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
    /// The connection was lost without an error from the server.
    case connectionLost = "connection_lost"
    /// No connection could be leased.
    case noConnection = "no_connection"
    /// The server did not respond by the deadline.
    case timedOut = "timed_out"
    /// An earlier attempt that is in doubt is still running.
    case inDoubt = "in_doubt"
    case other

    init(_ error: PostgresError) {
        if let cause = error.sqlStateRow?.cause {
            self = cause
            return
        }
        self =
            switch error {
            case .lost: .connectionLost
            case .unreachable: .noConnection
            case .timedOut: .timedOut
            case .refused, .misconfigured, .unsendable, .malformed, .mismatched, .clockSkew: .other
            }
    }
}
