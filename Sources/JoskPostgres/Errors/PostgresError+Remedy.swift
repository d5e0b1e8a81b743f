import JoskLedger
import JoskLibPQ

/// What to do about an attempt that left nothing behind.
enum Remedy: Sendable, Hashable {
    /// Run it again at once: somebody else won a race, and the decision will see it.
    case decideAgain
    /// Run it again at once, a few times: the server has forgotten a prepared statement, or plans it otherwise, and
    /// it is prepared again by now.
    case prepareAgain
    /// Run it again after a moment: it stood in somebody's way.
    case backOff
    /// Run it again after a moment, and not on this connection: its server takes no writes, and after a failover another
    /// one does.
    case lookForPrimary
    /// Run it again, a few times: a lock was not to be had in time.
    case waitForLockAgain
    /// It would fail again.
    case giveUp
}

extension PostgresError {
    /// Whether the transaction is known to have been rolled back, even if COMMIT had been sent.
    var isKnownToHaveEnded: Bool {
        switch self {
        case .refused, .timedOut(.some), .unsendable: true
        // The server ended it while it waited for us: it had not read COMMIT.
        case .lost(_, let error?): error.sqlState == "25P03"
        case .unreachable, .lost, .timedOut(nil), .malformed: false
        }
    }

    /// What to do about it, if it left nothing behind. The codes are those of
    /// https://www.postgresql.org/docs/15/errcodes-appendix.html
    var remedy: Remedy {
        if case .lost = self { return .backOff }
        guard case .refused(let error) = self else { return .giveUp }
        switch error.sqlState {
        case "40001", "40P01": return .backOff
        case "25006": return .lookForPrimary
        case "55P03": return .waitForLockAgain
        case "26000", "0A000": return .prepareAgain
        case "23505": return error.isLostRace ? .decideAgain : .giveUp
        default: return .giveUp
        }
    }
}

extension ServerError {
    /// The unique keys that two transactions may want at the same time, which no lock can hold. An engine that
    /// distributes tables appends the shard's number to the name.
    private static let contestedKeys = [
        "businesses_pkey", "customers_pkey", "customers_reference", "products_pkey", "products_sku",
        "orders_pkey",
        "orders_reference", "journal_pkey", "journal_id",
    ]

    /// Whether it says that somebody else has taken a key meanwhile.
    var isLostRace: Bool {
        guard sqlState == "23505", let constraint else { return false }
        return Self.contestedKeys.contains { constraint == $0 || constraint.hasPrefix("\($0)_") }
    }

    /// What a server says that is to write and may not; also for a transaction that it would not have refused yet.
    static let readOnlyTransaction = ServerError(
        sqlState: "25006", message: "the transaction may not write")
}
