/// What a pool decides, without I/O: it is told what happened and says what to do.
///
/// Waiters are served first come, first served, but that commands keep off a few connections for those who read. A
/// connection is opened when somebody waits for it, up to the maximum; of those that are idle the one used last goes first,
/// so that the others can be seen to be too many. When one cannot be opened, the next attempt waits, longer each time, and
/// until one succeeds there is one attempt at a time.
package struct PoolStateMachine: Sendable {
    package struct Configuration: Sendable, Hashable {
        /// The most connections at any time, counting those that are being opened or closed.
        package var maximum: Int
        /// The most that wait at any time; who comes then is refused.
        package var maximumWaiters: Int
        /// How long to wait after the first failure to open a connection, and at most; it doubles in between.
        package var backoff: ClosedRange<Duration>

        /// How many connections commands may never have.
        package var keptForReads: Int

        package init(
            maximum: Int, maximumWaiters: Int, backoff: ClosedRange<Duration>, keptForReads: Int = 0
        ) {
            precondition(maximum > 0 && maximumWaiters >= 0 && backoff.lowerBound > .zero)
            precondition((0..<maximum).contains(keptForReads))
            self.maximum = maximum
            self.keptForReads = keptForReads
            self.maximumWaiters = maximumWaiters
            self.backoff = backoff
        }
    }

    package struct ConnectionID: Sendable, Hashable { package let number: Int }
    package struct WaiterID: Sendable, Hashable {
        package let number: Int
        package let purpose: Purpose
    }

    /// What somebody wants a connection for.
    package enum Purpose: Sendable, Hashable { case command, read }

    /// What to do. They are done in their order, after the machine was left.
    package enum Action: Sendable, Hashable {
        /// Open this connection, and tell with `opened` or `failed`.
        case open(ConnectionID)
        /// Close this connection, and tell with `closed`.
        case close(ConnectionID)
        /// Give this connection to this waiter, which tells with `release`. This answers the waiter.
        case lend(ConnectionID, to: WaiterID)
        /// This answers the waiter.
        case refuse(WaiterID, Refusal)
        /// Tell with `backoffEnded` after this time.
        case backOff(Duration)
        /// Everything is closed after a shutdown.
        case finishShutdown
    }

    /// Why a waiter gets no connection.
    package enum Refusal: Sendable, Hashable {
        /// Its deadline has passed; with what went wrong last, if no connection could be opened.
        case deadline(PostgresError?)
        case cancelled
        case tooManyWaiting
        case shutDown
        /// The server will not have us, and time does not heal that: a wrong password, a missing database.
        case unreachable(PostgresError)
    }

    /// What becomes of one connection. One that is gone has no state.
    private enum State: Sendable, Hashable {
        /// Next: `idle`, `closing` (shut down meanwhile), gone (failed).
        case opening
        /// Next: `leased`, `closing`.
        case idle
        /// Next: `idle`, `closing`.
        case leased
        /// Next: gone.
        case closing
    }

    /// Whether connections may be opened.
    private enum Growth: Sendable, Hashable {
        /// As many as are wanted. Next: `backingOff`.
        case free
        /// None, until the time is over. Next: `trying`.
        case backingOff
        /// One at a time. Next: `free` (it succeeded), `backingOff`.
        case trying
    }

    private enum Phase: Sendable, Hashable {
        /// Next: `shuttingDown`, `shutDown`.
        case running
        /// Leases in flight end. Next: `shutDown`.
        case shuttingDown
        case shutDown
    }

    private let configuration: Configuration
    private var connections: [ConnectionID: State] = [:]
    /// The idle ones, the one used last at the end.
    private var idle: [ConnectionID] = []
    private var waiters: PoolWaitQueue
    private var growth = Growth.free
    private var phase = Phase.running
    /// Those that went from being opened to a waiter at once, and have not come back yet.
    private var fresh: Set<ConnectionID> = []
    private var openingCount = 0
    private var failureCount = 0
    private var lastFailure: PostgresError?
    private var nextConnection = 0
    private var nextWaiter = 0

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        waiters = PoolWaitQueue(maximumForCommands: configuration.maximum - configuration.keptForReads)
    }

    /// How many connections there are, in whatever state.
    package var connectionCount: Int { connections.count }
    package var idleCount: Int { idle.count }
    package var waiterCount: Int { waiters.count }
    /// What they are doing.
    package var use: PoolUsage {
        var use = PoolUsage()
        for state in connections.values {
            switch state {
            case .opening: use.opening += 1
            case .idle: use.idle += 1
            case .leased: use.leased += 1
            case .closing: use.closing += 1
            }
        }
        use.waiters = waiters.count
        return use
    }
    package var isShutDown: Bool { phase == .shutDown }

    /// A name for somebody who is going to ask.
    package mutating func makeWaiter(for purpose: Purpose = .command) -> WaiterID {
        nextWaiter += 1
        return WaiterID(number: nextWaiter, purpose: purpose)
    }
}

// MARK: - What waiters do

extension PoolStateMachine {
    /// Somebody asks for a connection.
    package mutating func lease(_ waiter: WaiterID) -> [Action] {
        guard phase == .running else { return [.refuse(waiter, .shutDown)] }
        let canHaveOne = !idle.isEmpty && waiters.mayLend(for: waiter.purpose)
        if !canHaveOne, waiters.count >= configuration.maximumWaiters, !canServeAnotherWaiter {
            return [.refuse(waiter, .tooManyWaiting)]
        }
        waiters.append(waiter)
        return settle()
    }

    /// Whoever is opened a connection for does not count as waiting in line.
    private var canServeAnotherWaiter: Bool {
        growth == .free && waiters.count < openingCount + configuration.maximum - connections.count
    }

    /// The deadline of somebody who waits has passed; nothing, if that one was answered meanwhile.
    package mutating func expire(_ waiter: WaiterID) -> [Action] {
        if isAlive { return leave(waiter, .deadline(lastFailure)) }
        // There is none that could have become free: it is the server that keeps everybody waiting.
        let failure = lastFailure ?? .unreachable("the server has not answered yet")
        return leave(waiter, failure.isPermanentRefusal ? .unreachable(failure) : .deadline(failure))
    }

    /// Whether there is a connection that serves, or could.
    private var isAlive: Bool { connections.values.contains { $0 == .idle || $0 == .leased } }

    /// Somebody waits no more; nothing, if that one was answered meanwhile.
    package mutating func cancel(_ waiter: WaiterID) -> [Action] { leave(waiter, .cancelled) }

    private mutating func leave(_ waiter: WaiterID, _ refusal: Refusal) -> [Action] {
        waiters.remove(waiter) ? [.refuse(waiter, refusal)] : []
    }

    /// A connection comes back, to be used again or not.
    package mutating func release(_ connection: ConnectionID, isReusable: Bool) -> [Action] {
        guard connections[connection] == .leased else { return unexpected(connection, "released") }
        fresh.remove(connection)
        waiters.giveBack(connection)
        if !isReusable { return [close(connection)] + settle() }
        // One has served: whatever was wrong is over.
        failureCount = 0
        connections[connection] = .idle
        idle.append(connection)
        return settle()
    }

    /// A connection was found dead when it was to be used: whoever was to have it is the first again to get
    /// one. If it had only just been opened, that is a failure to open it: something takes connections and drops them.
    ///
    /// - Parameter jitter: As for ``failed(_:_:jitter:)``.
    package mutating func replace(
        _ connection: ConnectionID, for waiter: WaiterID, jitter: Double
    ) -> [Action] {
        guard connections[connection] == .leased else { return unexpected(connection, "replaced") }
        var actions = [close(connection)]
        waiters.giveBack(connection)
        let wasFresh = fresh.remove(connection) != nil
        guard phase == .running else { return actions + [.refuse(waiter, .shutDown)] }
        waiters.putFirst(waiter)
        if wasFresh {
            lastFailure = .unreachable("the connection was closed as soon as it was made")
            actions += startBackoff(jitter: jitter)
        }
        return actions + settle()
    }
}

// MARK: - What connections do

extension PoolStateMachine {
    package mutating func opened(_ connection: ConnectionID) -> [Action] {
        guard connections[connection] == .opening else { return unexpected(connection, "opened") }
        openingCount -= 1
        lastFailure = nil
        if growth == .trying { growth = .free }
        guard phase == .running else { return [close(connection)] }
        connections[connection] = .idle
        idle.append(connection)
        let actions = settle()
        if connections[connection] == .leased { fresh.insert(connection) }
        return actions
    }

    /// A connection could not be opened.
    ///
    /// - Parameter jitter: A random number from 0 to 1, so that many hosts do not come back at once.
    package mutating func failed(
        _ connection: ConnectionID, _ error: PostgresError, jitter: Double
    ) -> [Action] {
        guard connections[connection] == .opening else { return unexpected(connection, "failed") }
        openingCount -= 1
        connections[connection] = nil
        guard phase == .running else { return finishIfEmpty() }
        lastFailure = error
        var actions = startBackoff(jitter: jitter)
        if error.isPermanentRefusal, !isAlive {
            actions += waiters.waiters.map { .refuse($0, .unreachable(error)) }
            waiters.removeAll()
        }
        return actions
    }

    private mutating func startBackoff(jitter: Double) -> [Action] {
        // Others that were being opened at the same time fail with it, and are one failure.
        if growth == .backingOff { return [] }
        failureCount += 1
        growth = .backingOff
        return [.backOff(backoff(jitter: jitter))]
    }

    /// From half of what is due to all of it.
    private func backoff(jitter: Double) -> Duration {
        // Bounded, so that it cannot overflow.
        let factor = 1 << min(failureCount - 1, 20)
        let due = min(configuration.backoff.lowerBound * factor, configuration.backoff.upperBound)
        return due * (0.5 + min(max(jitter, 0), 1) / 2)
    }

    package mutating func backoffEnded() -> [Action] {
        guard growth == .backingOff else { return [] }
        growth = .trying
        return settle()
    }

    package mutating func closed(_ connection: ConnectionID) -> [Action] {
        guard connections[connection] == .closing else { return unexpected(connection, "closed") }
        connections[connection] = nil
        return phase == .running ? settle() : finishIfEmpty()
    }
}

// MARK: - Shutting down

extension PoolStateMachine {
    /// No new leases; those in flight end, and with them their connections.
    package mutating func shutDown() -> [Action] {
        guard phase == .running else { return [] }
        phase = .shuttingDown
        var actions: [Action] = waiters.waiters.map { .refuse($0, .shutDown) }
        waiters.removeAll()
        actions += idle.map { connection in
            connections[connection] = .closing
            return .close(connection)
        }
        idle = []
        return actions + finishIfEmpty()
    }

    private mutating func finishIfEmpty() -> [Action] {
        guard phase == .shuttingDown, connections.isEmpty else { return [] }
        phase = .shutDown
        return [.finishShutdown]
    }
}

// MARK: - Deciding

extension PoolStateMachine {
    /// Gives out what is idle, and has opened what is still wanted.
    private mutating func settle() -> [Action] {
        guard phase == .running else { return closeIdle() }
        var actions: [Action] = []
        while let connection = idle.last, let waiter = waiters.lend(connection) {
            idle.removeLast()
            connections[connection] = .leased
            actions.append(.lend(connection, to: waiter))
        }
        while canOpen {
            nextConnection += 1
            let connection = ConnectionID(number: nextConnection)
            connections[connection] = .opening
            openingCount += 1
            actions.append(.open(connection))
        }
        return actions
    }

    private var canOpen: Bool {
        guard openingCount < waiters.servable, connections.count < configuration.maximum else { return false }
        return switch growth {
        case .free: true
        case .trying: openingCount == 0
        case .backingOff: false
        }
    }

    private mutating func closeIdle() -> [Action] {
        defer { idle = [] }
        return idle.map { close($0) }
    }

    private mutating func close(_ connection: ConnectionID) -> Action {
        connections[connection] = .closing
        return .close(connection)
    }

    /// A mistake of the pool's, which no test may ever see.
    private func unexpected(_ connection: ConnectionID, _ what: String) -> [Action] {
        assertionFailure("\(connection) \(what) in state \(String(describing: connections[connection]))")
        return []
    }
}

extension PostgresError {
    /// Whether a server refused a connection in a way that waiting does not change: who we are (class 28), which
    /// database we want, or that we may not connect to it.
    package var isPermanentRefusal: Bool {
        guard case .unreachable(_, let code?) = self else { return false }
        return code.classCode == "28" || code == "3D000" || code == "42501"
    }
}
