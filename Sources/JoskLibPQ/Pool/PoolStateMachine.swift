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
        package var reservedForReads: Int

        package init(
            maximum: Int, maximumWaiters: Int, backoff: ClosedRange<Duration>, reservedForReads: Int = 0
        ) {
            precondition(maximum > 0 && maximumWaiters >= 0 && backoff.lowerBound > .zero)
            precondition((0..<maximum).contains(reservedForReads))
            self.maximum = maximum
            self.reservedForReads = reservedForReads
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
        case refuse(WaiterID, PoolError)
        /// Tell with `backoffEnded` after this time.
        case backOff(Duration)
        /// Everything is closed after a shutdown.
        case finishShutdown
    }

    /// What becomes of one connection. One that is gone has no state.
    enum State: Sendable, Hashable {
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
    enum Growth: Sendable, Hashable {
        /// As many as are wanted. Next: `backingOff`.
        case free
        /// None, until the time is over. Next: `trying`.
        case backingOff
        /// One at a time. Next: `free` (it succeeded), `backingOff`.
        case trying
    }

    enum Phase: Sendable, Hashable {
        /// Next: `shuttingDown`, `shutDown`.
        case running
        /// Leases in flight end. Next: `shutDown`.
        case shuttingDown
        case shutDown
    }

    let configuration: Configuration
    var connections: [ConnectionID: State] = [:]
    /// The idle ones, the one used last at the end.
    var idle: [ConnectionID] = []
    var waiters: ReadReservingWaitQueue
    var growth = Growth.free
    var phase = Phase.running
    /// Those that went from being opened to a waiter at once, and have not come back yet.
    var fresh: Set<ConnectionID> = []
    var openingCount = 0
    var failureCount = 0
    var lastFailure: PostgresError?
    var nextConnection = 0
    var nextWaiter = 0

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        waiters = ReadReservingWaitQueue(
            maximumForCommands: configuration.maximum - configuration.reservedForReads)
    }

    /// How many connections there are, in whatever state.
    package var connectionCount: Int { connections.count }
    package var idleCount: Int { idle.count }
    package var waiterCount: Int { waiters.count }
    /// What they are doing.
    package var usage: PoolUsage {
        var usage = PoolUsage()
        for state in connections.values {
            switch state {
            case .opening: usage.opening += 1
            case .idle: usage.idle += 1
            case .leased: usage.leased += 1
            case .closing: usage.closing += 1
            }
        }
        usage.waiters = waiters.count
        return usage
    }
    package var isShutDown: Bool { phase == .shutDown }

    /// A name for somebody who is going to ask.
    package mutating func makeWaiter(for purpose: Purpose = .command) -> WaiterID {
        nextWaiter += 1
        return WaiterID(number: nextWaiter, purpose: purpose)
    }
}
