/// The steps of connecting, without I/O: `PQconnectPoll` says which way it waits, and the first wait is for
/// write, before it was ever asked.
package struct ConnectStateMachine: Sendable {
    /// What to do next.
    package enum Action: Sendable, Hashable {
        /// Wait until the socket is ready. Ask libpq for the socket each time: it changes from host to host.
        case wait(Readiness)
        /// Call `PQconnectPoll`.
        case poll
        case finish(Ending)
    }

    /// What happened.
    package enum Event: Sendable, Hashable {
        /// `PQconnectStartParams` was called, and whether it could begin.
        case started(Bool)
        case ready
        /// What `PQconnectPoll` answered.
        case polled(PollOutcome)
        case deadlinePassed
    }

    /// What `PQconnectPoll` answered.
    package enum PollOutcome: Sendable, Hashable { case reading, writing, connected, failed }

    /// How it ended.
    package enum Ending: Sendable, Hashable { case connected, failed, deadlinePassed }

    private enum State: Sendable, Hashable {
        /// Next: `waiting`, `finished`.
        case idle
        /// The socket is waited for. Next: `polling`, `finished`.
        case waiting
        /// libpq was asked. Next: `waiting`, `finished`.
        case polling
        case finished(Ending)
    }

    private var state = State.idle

    package init() {}

    /// Takes in what happened and says what to do next.
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
