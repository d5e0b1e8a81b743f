import JoskLedger

/// The settings with which transactions begin.
struct TransactionSettings: Sendable {
    var preparesStatements: Bool
    /// The maximum time that a statement waits for a lock.
    var lockTimeout: Duration
    /// The maximum time that the server waits for the next statement of a transaction before it ends the session.
    var idleInTransactionTimeout: Duration
    var deadline: ContinuousClock.Instant
    /// The maximum difference between the server's clock and this process's; nil for any.
    var maximumClockSkew: Duration?
    /// A clock that replaces the server's, for tests.
    var clock: (@Sendable () -> Timestamp)?

    /// Appends the statements that begin a transaction for a tenant.
    ///
    /// The tenant is a literal, because SET takes no parameters. The literal is built from two integers and contains no
    /// text from outside.
    ///
    /// The transaction is not declared as READ WRITE, because that is the operator's decision:
    /// `default_transaction_read_only` closes a database for an upgrade, or because its disk is nearly full.
    func appendBegin(in business: Business.ID, to batch: inout StatementBatch) {
        batch.append(sql: "BEGIN ISOLATION LEVEL READ COMMITTED")
        batch.append(sql: "SET LOCAL josk.business = '\(business)'")
        appendSettings(.byKey, to: &batch)
    }

    /// Appends the statements that begin a read for a tenant, whose statements all see one snapshot.
    ///
    /// - Parameters:
    ///   - business: The business.
    ///   - plans: The plans that the server may choose.
    ///   - batch: The batch.
    func appendBeginReading(
        in business: Business.ID, _ plans: SetTransactionSettings.Plans = .byKey,
        to batch: inout StatementBatch
    ) {
        batch.append(sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        batch.append(sql: "SET LOCAL josk.business = '\(business)'")
        appendSettings(plans, to: &batch)
    }

    private func appendSettings(
        _ plans: SetTransactionSettings.Plans, to batch: inout StatementBatch
    ) {
        batch.append(
            SetTransactionSettings(
                plans: plans, lockMilliseconds: Self.milliseconds(lockTimeout),
                idleMilliseconds: Self.milliseconds(idleInTransactionTimeout)))
    }

    private static func milliseconds(_ duration: Duration) -> Int {
        max(1, Int(min(duration / .milliseconds(1), 2e9).rounded(.up)))
    }
}
