import JoskLibPQ

/// Decides whether a failed operation is tried again, and how long to wait before. It counts the attempts of one operation.
///
/// Every operation that is tried again asks it: transactions, reads, scans, the startup check and migrations. (A pool opens
/// connections by a schedule of its own.)
struct RetryPolicy: Sendable {
    enum Operation: Sendable {
        case transaction
        case read
        /// Reads a whole business, and may take any time: it is tried three times.
        case scan
        case startupCheck
        /// Is tried again at once after these states, ten times.
        case migration(Set<SQLState>)
    }

    enum Decision: Sendable, Hashable {
        case retry(after: Duration)
        case giveUp
    }

    private let operation: Operation
    /// Nothing is tried again that would begin later.
    private let deadline: ContinuousClock.Instant?
    private var attempts = 0
    /// How often each remedy was needed.
    private var needs: [Remedy: Int] = [:]

    init(_ operation: Operation, until deadline: ContinuousClock.Instant? = nil) {
        self.operation = operation
        self.deadline = deadline
    }

    /// An attempt has failed, and left nothing behind.
    mutating func decide(after error: PostgresError) -> Decision {
        decide(after: error.sqlState, remedy: error.remedy)
    }

    /// An attempt has failed, and left nothing behind.
    ///
    /// - Parameters:
    ///   - state: The server's SQLSTATE, if it reported one.
    ///   - remedy: What to do about the failure.
    mutating func decide(after state: SQLState?, remedy: Remedy) -> Decision {
        attempts += 1
        needs[remedy, default: 0] += 1
        let need = needs[remedy, default: 0]
        guard isWorthRetrying(state, remedy, need) else { return .giveUp }
        return retry(after: pause(remedy, need))
    }

    /// An attempt has failed in a way that another attempt is always worth: its outcome is in doubt, or it had no connection.
    mutating func decideAfterDoubt() -> Decision {
        attempts += 1
        return retry(after: backoff)
    }

    private func retry(after pause: Duration) -> Decision {
        if let deadline, .now + pause >= deadline { return .giveUp }
        return .retry(after: pause)
    }

    private func isWorthRetrying(_ state: SQLState?, _ remedy: Remedy, _ need: Int) -> Bool {
        switch (operation, remedy) {
        case (.migration(let states), _): attempts < 10 && state.map(states.contains) ?? false
        case (_, .giveUp): false
        case (.startupCheck, _): remedy == .backOff
        case (.transaction, .prepareAgain): need <= 5
        case (.transaction, .waitForLockAgain): need < 3
        case (.transaction, _): true
        case (.scan, _), (.read, .decideAgain), (.read, .prepareAgain), (.read, .lookForPrimary),
            (.read, .waitForLockAgain):
            attempts < 3
        // A server that is stopped ends one connection after another and says so: how many were lost then means nothing.
        // Without that report it may be the read itself that ends the server's process, and with it every session.
        case (.read, .backOff): state == .adminShutdown || attempts < 6
        }
    }

    private func pause(_ remedy: Remedy, _ need: Int) -> Duration {
        switch (operation, remedy) {
        case (.migration, _), (.transaction, .prepareAgain), (.transaction, .waitForLockAgain): .zero
        // The decision sees who has won. A transaction that writes many keys may lose many races.
        case (.transaction, .decideAgain): need > 1 ? backoff : .zero
        default: backoff
        }
    }

    /// 1 ms, and twice as much after each attempt up to half a second; a random time in the upper half of that, so that two
    /// transactions that have met do not meet again.
    private var backoff: Duration {
        let longest = min(500, 1 << min(attempts, 9))
        return .milliseconds(longest) * Double.random(in: 0.5...1)
    }
}
