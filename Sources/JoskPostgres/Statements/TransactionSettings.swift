import JoskLedger

/// How transactions are begun.
struct TransactionSettings: Sendable {
    var preparesStatements: Bool
    /// How long a statement waits for a lock.
    var lockTimeout: Duration
    /// How long the server waits for the next statement of a transaction before it ends the session.
    var idleInTransactionTimeout: Duration
    var deadline: ContinuousClock.Instant
    /// A clock instead of the server's, for tests.
    var clock: (@Sendable () -> Timestamp)?

    /// Begins a transaction for a tenant. The tenant is a literal, for parameters cannot be given to SET; it is made
    /// of two integers, and of nothing that anybody wrote.
    ///
    /// Whether it may write is the operator's to say: `default_transaction_read_only` closes a database for an upgrade, or
    /// because its disk is nearly full.
    func appendBegin(in business: Business.ID, to batch: inout StatementBatch) {
        batch.append(sql: "BEGIN ISOLATION LEVEL READ COMMITTED")
        batch.append(sql: "SET LOCAL josk.business = '\(business)'")
        appendSettings(for: .locking, to: &batch)
    }

    /// Begins a read for a tenant: all of its statements see one context.
    func appendBeginReading(in business: Business.ID, to batch: inout StatementBatch) {
        batch.isReading = true
        batch.append(sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        batch.append(sql: "SET LOCAL josk.business = '\(business)'")
        appendSettings(for: .readOnly, to: &batch)
    }

    private func appendSettings(for access: RowAccess, to batch: inout StatementBatch) {
        batch.append(
            SetTransactionSettings(
                access: access, lockMilliseconds: Self.milliseconds(lockTimeout),
                idleMilliseconds: Self.milliseconds(idleInTransactionTimeout)))
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(min(duration / .milliseconds(1), 2e9).rounded(.up)))
    }
}
