import JoskLedger
import JoskLibPQ

extension PostgresError {
    /// The caller's error for an attempt that changed nothing.
    var storeError: StoreError {
        StoreError(code, outcome: .notCommitted, isRetriable: isRetriable, message: messageWithAdvice)
    }

    /// The error's description, with advice for an operator where the server's own message gives none.
    var messageWithAdvice: String { advice.map { "\(self) (\($0))" } ?? "\(self)" }

    private var advice: String? {
        // A statement that was cancelled at the store's own deadline needs no advice.
        if case .timedOut = self { return nil }
        return sqlStateRow?.advice
    }

    private var isRetriable: Bool {
        switch code {
        // A clock that is set right, by its time service or by an operator, lets the same command succeed.
        case .unavailable, .busy, .timedOut, .clockSkew: true
        default: false
        }
    }

    private var code: StoreError.Code {
        switch self {
        case .misconfigured: .misconfigured
        case .mismatched: .schemaMismatch
        case .clockSkew: .clockSkew
        case .unreachable where isPermanentRefusal: .accessDenied
        case .unreachable(_, SQLState.tooManyConnections?): .busy
        case .unreachable, .lost: .unavailable
        case .timedOut: .timedOut
        case .unsendable: .contractViolation
        case .malformed: .unreadable
        case .refused: (sqlStateRow ?? SQLStateTable.everythingElse).code
        }
    }
}
