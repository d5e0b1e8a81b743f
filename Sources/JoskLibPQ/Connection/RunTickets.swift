import JoskLock

/// The number of a run on a connection. No number comes again, so that a cancellation can never mean another
/// run.
struct RunTicket: Sendable, Hashable {
    fileprivate let number: UInt64
}

/// Which runs are wanted, which is under way, and which of them nobody wants any more. Any thread may ask.
final class RunTickets: Sendable {
    private struct State {
        var lastNumber: UInt64 = 0
        var current: RunTicket?
        /// Runs that were asked for and have not ended, and whether they were cancelled.
        var isCancelled: [RunTicket: Bool] = [:]
    }

    private let state = Locked(State())
    /// Wakes the connection's thread where it waits for the server.
    let wakeUp: WakeUpPipe

    init() throws(PostgresError) { wakeUp = try WakeUpPipe() }

    /// The ticket of a run that is to come.
    func take() -> RunTicket {
        state.withLock { state in
            state.lastNumber += 1
            let ticket = RunTicket(number: state.lastNumber)
            state.isCancelled[ticket] = false
            return ticket
        }
    }

    func begin(_ ticket: RunTicket) { state.withLock { $0.current = ticket } }

    func end(_ ticket: RunTicket) {
        state.withLock { state in
            state.current = nil
            state.isCancelled[ticket] = nil
        }
    }

    /// Cancels a run, unless it has ended.
    func cancel(_ ticket: RunTicket) {
        let wasNew = state.withLock { state in
            guard state.isCancelled[ticket] == false else { return false }
            state.isCancelled[ticket] = true
            return ticket == state.current
        }
        if wasNew { wakeUp.signal() }
    }

    /// Whether the run that is under way was cancelled.
    var isCurrentCancelled: Bool {
        state.withLock { state in state.current.flatMap { state.isCancelled[$0] } ?? false }
    }
}
