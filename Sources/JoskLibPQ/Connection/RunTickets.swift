import JoskLock

/// The number of a run on a connection.
///
/// No number is reused, so that a cancellation can never apply to another run.
struct RunTicket: Sendable, Hashable {
    fileprivate let number: UInt64
}

/// The runs of a connection: the unfinished, the current and the cancelled ones.
///
/// Any thread may use it.
final class RunTickets: Sendable {
    private struct State {
        var lastNumber: UInt64 = 0
        var current: RunTicket?
        /// The requested runs that have not ended, each with true if it was cancelled.
        var isCancelled: [RunTicket: Bool] = [:]
    }

    private let state = Locked(State())
    /// The pipe that wakes the connection's thread while it waits for the server.
    let wakeUp: WakeUpPipe

    init() throws(PostgresError) { wakeUp = try WakeUpPipe() }

    /// Returns the ticket of a future run.
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

    /// True if the current run was cancelled.
    var isCurrentCancelled: Bool {
        state.withLock { state in state.current.flatMap { state.isCancelled[$0] } ?? false }
    }
}
