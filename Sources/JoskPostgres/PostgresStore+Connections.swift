import JoskLedger
import JoskLibPQ
import Logging
import Synchronization

extension PostgresStore {
    /// Runs a body on a connection's own thread, once the store has passed its startup check.
    ///
    /// - Parameters:
    ///   - deadline: The end of the wait for the connection and for the startup check.
    ///   - use: The use of the connection.
    ///   - isCancellable: True if the task's cancellation interrupts the body.
    ///   - body: The work on the connection. It may block only to wait for the server.
    /// - Throws: The reason why the body was not run.
    func withConnection<Value: Sendable>(
        by deadline: ContinuousClock.Instant, for use: ConnectionUse, isCancellable: Bool = false,
        _ body: @Sendable (PQConnection) -> Value
    ) async throws(StoreError) -> Value {
        var policy = RetryPolicy(.startupCheck, until: deadline)
        while true {
            let attempt = try await runOnLease(by: deadline, for: use, isCancellable, body)
            switch attempt {
            case .finished(let value): return value
            case .refused(let refusal): throw refusal
            case .unchecked(let error):
                // A server that shuts down ends one connection after another.
                guard case .retry(after: let pause) = policy.decide(after: error) else {
                    throw error.storeError
                }
                metrics.recordRetry(RetryCause(error))
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// The result of a body that runs only after the startup check.
    private enum CheckedResult<Value: Sendable>: Sendable {
        case finished(Value)
        /// The startup check refused this database, or the store is shut down.
        case refused(StoreError)
        /// The startup check could not be completed.
        case unchecked(PostgresError)
    }

    private func runOnLease<Value: Sendable>(
        by deadline: ContinuousClock.Instant, for use: ConnectionUse, _ isCancellable: Bool,
        _ body: @Sendable (PQConnection) -> Value
    ) async throws(StoreError) -> CheckedResult<Value> {
        if lifecycle.isEnding { throw PoolError.shutDown.storeError }
        do throws(PoolError) {
            return try await pool.withConnection(by: deadline, for: use, isCancellable: isCancellable) {
                connection in
                if lifecycle.isEnding { return .refused(PoolError.shutDown.storeError) }
                switch startupCheck(on: connection, by: deadline) {
                case .passed: return .finished(body(connection))
                case .refused(let refusal): return .refused(refusal)
                case .failed(let error): return .unchecked(error)
                }
            }
        } catch {
            throw error.storeError
        }
    }

    /// Returns the verdict of the startup check on this database.
    ///
    /// Once the check has passed, it is not run again.
    private func startupCheck(
        on connection: PQConnection, by deadline: ContinuousClock.Instant
    ) -> StartupCheck.Verdict {
        if hasPassedStartupCheck.load(ordering: .relaxed) { return .passed(warnings: []) }
        let verdict = StartupCheck(allowsUnsafeRole: configuration.allowsUnsafeRole)
            .examine(connection, by: deadline)
        switch verdict {
        case .refused(let refusal):
            logger.error(
                "the startup check refused the database",
                metadata: ["josk.error": "\(String(reflecting: refusal))"])
        case .failed(let error):
            logger.debug("the startup check could not be completed", metadata: ["josk.error": "\(error)"])
        case .passed(let warnings):
            if hasPassedStartupCheck.exchange(true, ordering: .relaxed) { return verdict }
            logNew(warnings)
        }
        return verdict
    }

    /// Returns the settings of a transaction with a deadline.
    func transactionSettings(by deadline: ContinuousClock.Instant) -> TransactionSettings {
        TransactionSettings(
            preparesStatements: configuration.preparesStatements, lockTimeout: configuration.lockTimeout,
            idleInTransactionTimeout: configuration.idleInTransactionTimeout, deadline: deadline,
            maximumClockSkew: configuration.maximumClockSkew, clock: clock
        )
    }
}
