import JoskLock
package import Logging

/// A pool of shared connections, each lent to one caller at a time, in a fair order.
///
/// ``PoolStateMachine`` is pure; the pool executes its actions.
package final class ConnectionPool: Sendable {
    package struct Configuration: Sendable {
        package var connection: ConnectionSettings
        package var decisions: PoolStateMachine.Configuration
        /// The time limit for opening a connection.
        package var connectTimeout: Duration

        package init(
            _ connection: ConnectionSettings, maximum: Int, waitLimits: WaitLimits = WaitLimits(),
            shares: PoolShares? = nil,
            backoff: ClosedRange<Duration> = .milliseconds(50)...(.seconds(5)),
            connectTimeout: Duration = .seconds(10)
        ) {
            self.connection = connection
            self.connectTimeout = connectTimeout
            decisions = PoolStateMachine.Configuration(
                maximum: maximum, waitLimits: waitLimits, backoff: backoff, shares: shares)
        }
    }

    struct Lease: Sendable {
        let id: PoolStateMachine.ConnectionID
        let waiter: PoolStateMachine.WaiterID
        let connection: PostgresConnection
    }

    typealias LeaseResult = Result<Lease, PoolError>

    /// A waiting caller, and the timer that ends its wait.
    struct Waiter: Sendable {
        let continuation: CheckedContinuation<LeaseResult, Never>
        var timer: Task<Void, any Error>?
    }

    struct State: Sendable {
        var machine: PoolStateMachine
        var connections: [PoolStateMachine.ConnectionID: PostgresConnection] = [:]
        var waiters: [PoolStateMachine.WaiterID: Waiter] = [:]
        var shutdowns: [CheckedContinuation<Void, Never>] = []
    }

    let configuration: Configuration
    let logger: Logger
    let state: Locked<State>
    let reporter: PoolUsageReporter?

    /// Creates a pool without connections.
    ///
    /// - Parameter observer: A function that is called with the pool's usage after each change of it, by one thread at
    ///   a time; the last usage that it gets is the current one. It is called while the pool's lock is free, and must
    ///   neither wait nor use the pool.
    package init(
        _ configuration: Configuration, logger: Logger, observer: PoolObserver? = nil
    ) {
        self.configuration = configuration
        self.logger = logger
        reporter = observer.map { PoolUsageReporter($0) }
        state = Locked(State(machine: PoolStateMachine(configuration.decisions)))
    }

    /// The pool's usage at this moment.
    package var usage: PoolUsage { state.withLock { $0.machine.usage } }

    /// Runs a body on a connection, on the connection's own thread.
    ///
    /// A connection that is not idle after the body is closed.
    ///
    /// - Parameters:
    ///   - deadline: The end of the wait for a connection; the body has deadlines of its own.
    ///   - use: The use of the connection.
    ///   - isCancellable: True if the task's cancellation interrupts the body too, and not only the wait for the
    ///     connection.
    ///   - body: The body to run. It may wait for the server, and for nothing else.
    /// - Throws: The reason why there was no connection. The body was not run in that case.
    package func withConnection<Value: Sendable>(
        by deadline: ContinuousClock.Instant, for use: ConnectionUse,
        isCancellable: Bool = false, _ body: @Sendable (PQConnection) -> Value
    ) async throws(PoolError) -> Value {
        var lease = try await lease(by: deadline, for: use)
        // Bounded by the number of idle connections: a connection that dies as soon as it is opened causes a pause.
        while true {
            switch await lease.connection.use(isCancellable: isCancellable, body) {
            case .finished(let value, let isReusable):
                giveBack(lease, isReusable: isReusable)
                return value
            case .unusable: lease = try await replace(lease, by: deadline)
            }
        }
    }

    /// Refuses new and waiting leases, lets those in flight end, and closes all connections.
    ///
    /// Once it has returned, the server has been notified of the end of each connection. It waits for a connection that
    /// is being opened, for ``Configuration/connectTimeout`` at most. The resources of a connection in this process,
    /// its thread and its pipe, are released shortly afterwards. A timer for the next attempt may continue to sleep for
    /// the longest backoff, and then has no effect.
    package func shutdown() async {
        await withCheckedContinuation { continuation in
            decide { state in
                if state.machine.isShutDown { return [.finishShutdown(continuation)] }
                state.shutdowns.append(continuation)
                let actions = state.machine.shutDown()
                return state.effects(of: actions)
            }
        }
    }
}
