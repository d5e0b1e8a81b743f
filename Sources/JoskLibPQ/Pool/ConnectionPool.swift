import JoskLock
package import Logging

/// Connections that are shared: lent to one at a time, first come, first served.
///
/// ``PoolStateMachine`` is pure; this executes its actions.
package final class ConnectionPool: Sendable {
    package struct Configuration: Sendable {
        package var connection: ConnectionSettings
        package var decisions: PoolStateMachine.Configuration
        /// How long opening a connection may take.
        package var connectTimeout: Duration

        package init(
            _ connection: ConnectionSettings, maximum: Int, maximumWaiters: Int = 10_000,
            reservedForReads: Int = 0,
            backoff: ClosedRange<Duration> = .milliseconds(50)...(.seconds(5)),
            connectTimeout: Duration = .seconds(10)
        ) {
            self.connection = connection
            self.connectTimeout = connectTimeout
            decisions = PoolStateMachine.Configuration(
                maximum: maximum, maximumWaiters: maximumWaiters, backoff: backoff,
                reservedForReads: reservedForReads
            )
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
    /// - Parameter observer: Told of the pool's use after each change of it, by one thread at a time, and what it is told last is
    ///   so. It is called while the pool's lock is free, and must neither wait nor use the pool.
    package init(
        _ configuration: Configuration, logger: Logger, observer: PoolObserver? = nil
    ) {
        self.configuration = configuration
        self.logger = logger
        reporter = observer.map { PoolUsageReporter($0) }
        state = Locked(State(machine: PoolStateMachine(configuration.decisions)))
    }

    /// What its connections are doing at this moment.
    package var usage: PoolUsage { state.withLock { $0.machine.usage } }

    /// Runs a body on a connection, on the connection's own thread. A connection that does not come back idle is closed.
    ///
    /// - Parameters:
    ///   - deadline: How long to wait for the connection; the body has deadlines of its own.
    ///   - purpose: What the connection is for.
    ///   - isCancellable: Whether the task's cancellation interrupts the body too, and not only the wait for the connection.
    ///   - body: What to run. It may wait for the server, and for nothing else.
    /// - Throws: Why there was no connection. The body was not run then.
    package func withConnection<Value: Sendable>(
        by deadline: ContinuousClock.Instant, for purpose: PoolStateMachine.Purpose = .command,
        isCancellable: Bool = false, _ body: @Sendable (PQConnection) -> Value
    ) async throws(PoolError) -> Value {
        var lease = try await lease(by: deadline, for: purpose)
        // Bounded by the number of idle connections: after one that died as soon as it was opened there is a pause.
        while true {
            switch await lease.connection.use(isCancellable: isCancellable, body) {
            case .finished(let value, let isReusable):
                giveBack(lease, isReusable: isReusable)
                return value
            case .unusable: lease = try await replace(lease, by: deadline)
            }
        }
    }

    /// Refuses new leases and those that wait, lets those in flight end, and closes all connections. Once it
    /// has returned, the server has been told of the end of each.
    ///
    /// One that is being made is waited for, for ``Configuration/connectTimeout`` at most. What a connection held in this
    /// process, its thread and its pipe, goes just after; a timer that waits for the next attempt may sleep on for the
    /// longest backoff, and then does nothing.
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
