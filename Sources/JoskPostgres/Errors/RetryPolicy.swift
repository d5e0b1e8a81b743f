import JoskLibPQ

/// The retry decisions for one operation: if a failed attempt is repeated, and after which pause.
///
/// It counts the attempts of the operation. All operations that are retried use it: transactions, reads, scans, the
/// startup check and migrations. (A pool opens connections by a schedule of its own.)
struct RetryPolicy: Sendable {
    enum Operation: Sendable {
        case transaction
        case read
        /// A read of a whole business, which may take any time; at most three attempts in all.
        case scan
        case startupCheck
        /// A migration, which is retried at once after these states; at most ten attempts in all.
        case migration(Set<SQLState>)
    }

    enum NextStep: Sendable, Hashable {
        case retry(after: Duration)
        case giveUp
    }

    private let operation: Operation
    /// The time after which no attempt begins.
    private let deadline: ContinuousClock.Instant?
    private var attempts = 0
    private var remedyCounts: [Remedy: Int] = [:]

    init(_ operation: Operation, until deadline: ContinuousClock.Instant? = nil) {
        self.operation = operation
        self.deadline = deadline
    }

    /// Decides after a failed attempt that changed nothing.
    mutating func decide(after error: PostgresError) -> NextStep {
        decide(after: error.sqlState, remedy: error.remedy)
    }

    /// Decides after a failed attempt that changed nothing.
    ///
    /// - Parameters:
    ///   - state: The server's SQLSTATE, if it reported one.
    ///   - remedy: The remedy for the failure.
    mutating func decide(after state: SQLState?, remedy: Remedy) -> NextStep {
        attempts += 1
        remedyCounts[remedy, default: 0] += 1
        let count = remedyCounts[remedy, default: 0]
        guard isWorthRetrying(state, remedy, count) else { return .giveUp }
        return retry(after: pause(remedy, count))
    }

    /// Decides after a failure that is retried until the deadline: an outcome in doubt, or no connection.
    mutating func decideUntilDeadline() -> NextStep {
        attempts += 1
        return retry(after: backoff)
    }

    private func retry(after pause: Duration) -> NextStep {
        if let deadline, .now + pause >= deadline { return .giveUp }
        return .retry(after: pause)
    }

    private func isWorthRetrying(_ state: SQLState?, _ remedy: Remedy, _ count: Int) -> Bool {
        switch (operation, remedy) {
        case (.migration(let states), _): attempts < 10 && state.map(states.contains) ?? false
        case (_, .giveUp): false
        case (.startupCheck, _): remedy == .backOff
        case (.transaction, .prepareAgain): count <= 5
        case (.transaction, .waitForLockAgain): count < 3
        case (.transaction, _): true
        case (.scan, _), (.read, .decideAgain), (.read, .prepareAgain), (.read, .lookForPrimary),
            (.read, .waitForLockAgain):
            attempts < 3
        // A server that shuts down reports each connection that it ends, so their number means nothing. Without that
        // report the read itself may crash the server's process, and with it every session.
        case (.read, .backOff): state == .adminShutdown || attempts < 6
        }
    }

    private func pause(_ remedy: Remedy, _ count: Int) -> Duration {
        switch (operation, remedy) {
        case (.migration, _), (.transaction, .prepareAgain), (.transaction, .waitForLockAgain): .zero
        // The next decision sees the winner's result. A transaction that writes many keys may lose many races.
        case (.transaction, .decideAgain): count > 1 ? backoff : .zero
        default: backoff
        }
    }

    /// A random time in the upper half of a bound: 2 ms after the first failure, doubled after each further one, at
    /// most 500 ms.
    ///
    /// The randomness keeps two conflicting transactions from conflicting again.
    private var backoff: Duration {
        let longest = min(500, 1 << min(attempts, 9))
        return .milliseconds(longest) * Double.random(in: 0.5...1)
    }
}
