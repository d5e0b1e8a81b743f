import JoskLibPQ

/// What to do about an attempt that left nothing behind.
enum Remedy: Sendable, Hashable {
    /// Run it again at once: another transaction won a race, and the decision will see it.
    case decideAgain
    /// Run it again at once, a few times: the server has forgotten a prepared statement, or plans it otherwise, and it is
    /// prepared again by now.
    case prepareAgain
    /// Run it again after a pause: it conflicted with another transaction.
    case backOff
    /// Run it again after a pause, on another connection: this server is read-only, and the primary may be another one.
    case lookForPrimary
    /// Run it again, a few times: a lock could not be acquired in time.
    case waitForLockAgain
    /// It would fail again.
    case giveUp
}

extension PostgresError {
    /// The row of the server's SQLSTATE; nil if the server reported none.
    var sqlStateRow: SQLStateRow? {
        if case .refused(let error) = self, error.isLostRace { return SQLStateTable.lostRace }
        return sqlState.map(SQLStateTable.row)
    }

    /// What to do about it, if it left nothing behind.
    var remedy: Remedy {
        switch self {
        case .lost: .backOff
        case .refused: sqlStateRow?.remedy ?? .giveUp
        case .unreachable, .timedOut, .unsendable, .malformed: .giveUp
        }
    }

    /// Whether the transaction is known to have been rolled back, even if COMMIT had been sent.
    var isKnownToHaveEnded: Bool {
        switch self {
        case .refused, .timedOut(.some), .unsendable: true
        // The server ended it while it waited for the client: it had not read COMMIT.
        case .lost(_, let error?): error.sqlState == .idleInTransactionSessionTimeout
        case .unreachable, .lost, .timedOut(nil), .malformed: false
        }
    }
}

extension ServerError {
    /// The unique keys that two transactions may want at the same time, and that no lock can hold. An engine that distributes
    /// tables appends the shard's number to the name.
    private static let contestedKeys = [
        "businesses_pkey", "customers_pkey", "customers_reference", "products_pkey", "products_sku",
        "orders_pkey",
        "orders_reference", "journal_pkey", "journal_id",
    ]

    /// Whether it reports that another transaction has taken a key meanwhile.
    var isLostRace: Bool {
        guard sqlState == .uniqueViolation, let constraint else { return false }
        return Self.contestedKeys.contains { constraint == $0 || constraint.hasPrefix("\($0)_") }
    }

    /// A read-only server's error; also for a transaction that the server would not have refused yet.
    static let readOnlyTransaction = ServerError(
        sqlState: .readOnlyTransaction, message: "the transaction may not write")
}
