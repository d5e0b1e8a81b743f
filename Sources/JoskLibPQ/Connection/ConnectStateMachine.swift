/// The steps of connecting, without I/O.
///
/// `PQconnectPoll` returns the direction of the next wait: reading or writing. The first wait, before the first call
/// of `PQconnectPoll`, is for writing.
package struct ConnectStateMachine: Sendable {
    /// The next step for the caller.
    package enum Action: Sendable, Hashable {
        /// Wait until the socket is ready.
        ///
        /// Get the socket from libpq each time: it changes from host to host.
        case wait(Readiness)
        /// Call `PQconnectPoll`.
        case poll
        /// Stop: connecting has ended.
        case finish(Ending)
    }

    /// An event that the caller reports.
    package enum Event: Sendable, Hashable {
        /// `PQconnectStartParams` was called; true if connecting has begun.
        case started(Bool)
        /// The socket is ready.
        case ready
        /// `PQconnectPoll` was called, with this result.
        case polled(PollOutcome)
        case deadlinePassed
    }

    /// The result of `PQconnectPoll`.
    package enum PollOutcome: Sendable, Hashable { case reading, writing, connected, failed }

    /// The outcome of connecting.
    package enum Ending: Sendable, Hashable { case connected, failed, deadlinePassed }

    private enum State: Sendable, Hashable {
        /// Connecting has not begun.
        ///
        /// Next: `waiting`, `finished`.
        case idle
        /// The caller waits for the socket.
        ///
        /// Next: `polling`, `finished`.
        case waiting
        /// The caller calls `PQconnectPoll`.
        ///
        /// Next: `waiting`, `finished`.
        case polling
        /// Connecting has ended with this outcome.
        ///
        /// Next: none.
        case finished(Ending)
    }

    private var state = State.idle

    package init() {}

    /// Applies an event, and returns the next step.
    package mutating func next(after event: Event) -> Action {
        switch (state, event) {
        case (.finished(let ending), _): return .finish(ending)
        case (_, .deadlinePassed): return finish(.deadlinePassed)
        case (.idle, .started(true)), (.polling, .polled(.writing)): return wait(.write)
        case (.polling, .polled(.reading)): return wait(.read)
        case (.polling, .polled(.connected)): return finish(.connected)
        case (.waiting, .ready):
            state = .polling
            return .poll
        case (.idle, .started(false)), (.polling, .polled(.failed)): return finish(.failed)
        case (.idle, _), (.waiting, _), (.polling, _): return finish(.failed)
        }
    }

    private mutating func wait(_ readiness: Readiness) -> Action {
        state = .waiting
        return .wait(readiness)
    }

    private mutating func finish(_ ending: Ending) -> Action {
        state = .finished(ending)
        return .finish(ending)
    }
}
