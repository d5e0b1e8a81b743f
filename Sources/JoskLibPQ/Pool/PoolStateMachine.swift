/// The decisions of a pool, without I/O.
///
/// The pool reports each event, and executes the actions that the state machine returns.
///
/// Waiters are served in a fair order: ``FairWaitQueue``. A connection is opened when a caller waits for it, up to the
/// maximum. Of the idle connections, the one used last is lent first, so that superfluous connections become apparent.
/// If a connection cannot be opened, the next attempt waits, longer each time, and until one succeeds there is one
/// attempt at a time.
package struct PoolStateMachine: Sendable {
    package struct Configuration: Sendable, Hashable {
        /// The maximum number of connections at any time, counting those that are being opened or closed.
        package var maximum: Int
        /// The maximum numbers of waiters at any time; further callers are refused.
        ///
        /// Callers for which a connection is being opened or can be opened do not count, except after a failure to
        /// open one.
        package var waitLimits: WaitLimits
        /// The bounds of the time between attempts to open a connection.
        ///
        /// The time begins at the lower bound and doubles with each failure. The actual wait is a random part of it, at
        /// least half. A connection that was lent and returned in a usable state resets the time.
        package var backoff: ClosedRange<Duration>
        /// The shares of the kinds of work and of the parties.
        package var shares: PoolShares

        package init(
            maximum: Int, waitLimits: WaitLimits, backoff: ClosedRange<Duration>, shares: PoolShares? = nil
        ) {
            precondition(maximum > 0 && backoff.lowerBound > .zero)
            self.maximum = maximum
            self.waitLimits = waitLimits
            self.backoff = backoff
            self.shares = shares ?? PoolShares(of: maximum)
        }
    }

    package struct ConnectionID: Sendable, Hashable { package let number: Int }
    package struct WaiterID: Sendable, Hashable {
        package let number: Int
        package let use: ConnectionUse
    }

    /// An action for the pool.
    ///
    /// Actions are executed in their order, after the state machine has returned them.
    package enum Action: Sendable, Hashable {
        /// Open this connection, and report `opened` or `failed`.
        case open(ConnectionID)
        /// Close this connection, and report `closed`.
        case close(ConnectionID)
        /// Lend this connection to this waiter, and report its return with `release`.
        ///
        /// This is the waiter's result.
        case lend(ConnectionID, to: WaiterID)
        /// Refuse this waiter for this reason.
        ///
        /// This is the waiter's result.
        case refuse(WaiterID, PoolError)
        /// Report `backoffEnded` after this time.
        case backOff(Duration)
        /// Complete the shutdown: all connections are closed.
        case finishShutdown
    }

    /// The state of one connection; a removed connection has no state.
    enum State: Sendable, Hashable {
        /// The connection is being opened.
        ///
        /// Next: `idle`, `closing` (the pool was shut down meanwhile), removed (the connection failed).
        case opening
        /// The connection is open and not lent.
        ///
        /// Next: `leased`, `closing`.
        case idle
        /// The connection is lent to a caller.
        ///
        /// Next: `idle`, `closing`.
        case leased
        /// The connection is being closed.
        ///
        /// Next: removed.
        case closing
    }

    /// The permission to open connections.
    enum Growth: Sendable, Hashable {
        /// As many connections as are needed may be opened.
        ///
        /// Next: `backingOff`.
        case free
        /// No connection may be opened until the backoff has ended.
        ///
        /// Next: `trying`.
        case backingOff
        /// One connection at a time may be opened.
        ///
        /// Next: `free` (the connection was opened), `backingOff`.
        case trying
    }

    /// The phase of the pool.
    enum Phase: Sendable, Hashable {
        /// Connections are opened and lent.
        ///
        /// Next: `shuttingDown`, `shutDown`.
        case running
        /// Leases in flight end, and connections are closed.
        ///
        /// Next: `shutDown`.
        case shuttingDown
        /// All connections are closed.
        ///
        /// Next: none.
        case shutDown
    }

    let configuration: Configuration
    var connections: [ConnectionID: State] = [:]
    /// The idle connections, the one used last at the end.
    var idle: [ConnectionID] = []
    var waiters: FairWaitQueue
    var growth = Growth.free
    var phase = Phase.running
    /// The connections that were lent as soon as they were opened, and have not been returned yet.
    var fresh: Set<ConnectionID> = []
    var openingCount = 0
    var failureCount = 0
    var lastFailure: PostgresError?
    var nextConnection = 0
    var nextWaiter = 0

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        waiters = FairWaitQueue(configuration.shares, configuration.waitLimits)
    }

    /// The number of connections in all states.
    package var connectionCount: Int { connections.count }
    package var idleCount: Int { idle.count }
    package var waiterCount: Int { waiters.count }
    /// The number of connections in each state, and of waiters.
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

    /// Creates the identifier of a caller that is about to request a connection.
    package mutating func makeWaiter(for use: ConnectionUse) -> WaiterID {
        nextWaiter += 1
        return WaiterID(number: nextWaiter, use: use)
    }
}
