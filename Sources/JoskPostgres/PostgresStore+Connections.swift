import JoskLedger
import JoskLibPQ
import Logging
import Synchronization

extension PostgresStore {
    /// Runs something with a connection, once the store is known to be right for the database.
    ///
    /// - Returns: What the body returned or threw.
    /// - Throws: Why the body was not run.
    func withConnection<Value, Failure: Error>(
        by deadline: ContinuousClock.Instant, for purpose: PoolStateMachine.Purpose = .command,
        _ body: (PostgresConnection) async throws(Failure) -> Value
    ) async throws(StoreError) -> Result<Value, Failure> {
        var attempts = 0
        while true {
            attempts += 1
            switch try await runOnce(by: deadline, for: purpose, body) {
            case .ran(let result): return result
            case .refused(let refusal): throw refusal
            case .failed(let error):
                // A server that stops ends one connection after another.
                let pause = Backoff.pause(after: attempts)
                guard error.remedy == .backOff, .now + pause < deadline else { throw error.storeError }
                metrics.recordRetry(RetryCause(error))
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Runs something on a connection's own thread, as ``withConnection(by:for:_:)`` does.
    ///
    /// - Throws: Why the body was not run.
    func withSession<Value: Sendable>(
        by deadline: ContinuousClock.Instant, for purpose: PoolStateMachine.Purpose,
        _ body: @Sendable (inout Session) -> Value
    ) async throws(StoreError) -> Value {
        if !hasPassedStartupCheck.load(ordering: .relaxed) {
            _ = try await withConnection(by: deadline, for: purpose) { _ in }
        }
        if life.isEnding { throw PoolError.shutDown.storeError }
        do throws(PoolError) {
            return try await pool.withSession(by: deadline, for: purpose, body)
        } catch {
            throw error.storeError
        }
    }

    /// What became of something that wanted a connection.
    private enum Attempt<Value, Failure: Error> {
        case ran(Result<Value, Failure>)
        case refused(StoreError)
        /// Whether the store may work could not be told.
        case failed(PostgresError)
    }

    private func runOnce<Value, Failure: Error>(
        by deadline: ContinuousClock.Instant, for purpose: PoolStateMachine.Purpose,
        _ body: (PostgresConnection) async throws(Failure) -> Value
    ) async throws(StoreError) -> Attempt<Value, Failure> {
        if life.isEnding { throw PoolError.shutDown.storeError }
        do throws(PoolError) {
            let lent = try await pool.withConnection(by: deadline, for: purpose) {
                connection -> Attempt<Value, Failure> in
                if life.isEnding { return .refused(PoolError.shutDown.storeError) }
                switch await admission(on: connection, by: deadline) {
                case .admitted: break
                case .refused(let refusal): return .refused(refusal)
                case .failed(let error): return .failed(error)
                }
                do throws(Failure) {
                    return .ran(.success(try await body(connection)))
                } catch {
                    return .ran(.failure(error))
                }
            }
            switch lent {
            case .success(let attempt): return attempt
            }
        } catch {
            throw error.storeError
        }
    }

    /// Whether the store may work on this database. That it may is found out once.
    private func admission(
        on connection: PostgresConnection, by deadline: ContinuousClock.Instant
    ) async -> StartupCheck.Verdict {
        if hasPassedStartupCheck.load(ordering: .relaxed) { return .admitted(warnings: []) }
        let admission = StartupCheck(allowsUnsafeRole: configuration.allowsUnsafeRole)
        let verdict = await connection.run { session in admission.examine(&session, by: deadline) }
        switch verdict {
        case .refused(let refusal):
            logger.error("the store refuses to work", metadata: ["josk.error": "\(refusal)"])
        case .failed(let error):
            logger.debug("the store could not look at its database", metadata: ["josk.error": "\(error)"])
        case .admitted(let warnings):
            if hasPassedStartupCheck.exchange(true, ordering: .relaxed) { return verdict }
            for warning in warnings { logger.warning("\(warning)") }
        }
        return verdict
    }
}
