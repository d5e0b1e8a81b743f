import JoskLibPQ

/// The remedy for a failed attempt that changed nothing.
///
/// ``RetryPolicy`` decides on the number of attempts and the pauses between them.
enum Remedy: Sendable, Hashable {
    /// Try again at once, because another transaction won a race, and the next decision sees its result.
    case decideAgain
    /// Try again at once, a few times, because the server had forgotten a prepared statement, or planned it
    /// otherwise; the statement has been prepared again by now.
    case prepareAgain
    /// Try again after a pause, because the attempt conflicted with another transaction.
    case backOff
    /// Try again after a pause on another connection, because this server is read-only and the primary may be another
    /// one.
    case lookForPrimary
    /// Try again a few times, because a lock could not be acquired in time.
    case waitForLockAgain
    /// Do not try again, because the attempt would fail again.
    case giveUp
}

extension PostgresError {
    /// The row of the server's SQLSTATE; nil if the server reported none.
    var sqlStateRow: SQLStateRow? {
        if case .refused(let error) = self, error.isLostRace { return SQLStateTable.lostRace }
        return sqlState.map(SQLStateTable.row)
    }

    /// The remedy, provided that the failed attempt changed nothing.
    var remedy: Remedy {
        switch self {
        case .lost: .backOff
        case .refused: sqlStateRow?.remedy ?? .giveUp
        case .unreachable, .misconfigured, .timedOut, .unsendable, .malformed, .mismatched,
            .clockSkew:
            .giveUp
        }
    }
}

extension ServerError {
    /// The unique keys that two transactions may take at the same time and that no lock can protect.
    ///
    /// An engine that distributes tables appends the shard's number to the name.
    private static let contestedKeys = [
        "businesses_pkey", "customers_pkey", "customers_reference", "products_pkey", "products_sku",
        "orders_pkey",
        "orders_reference", "journal_pkey", "journal_id",
    ]

    /// True if the error reports that another transaction has taken a key meanwhile.
    var isLostRace: Bool {
        guard sqlState == .uniqueViolation, let constraint else { return false }
        return Self.contestedKeys.contains { constraint == $0 || constraint.hasPrefix("\($0)_") }
    }

    /// The error of a read-only server, also used for a transaction that the server has not refused yet.
    static let readOnlyTransaction = ServerError(
        sqlState: .readOnlyTransaction, message: "the transaction is read-only")
}
