public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// Runs work in one transaction and returns its output once it is durable.
    ///
    /// For the contract, see ``/JoskLedger/Store/transact(in:_:)``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let retry = try await begin(in: business, work) else { return nil }
        defer { lifecycle.end() }
        if case .finish(let result) = retry.next { return try result.get() }
        // A transaction has taken the command: from here on the task's cancellation has no effect, and an unstructured
        // task does not inherit it.
        return try await Task { await self.finish(retry) }.value.get()
    }

    /// Waits for a connection, takes the work, and makes one attempt at it, unless the work is large.
    ///
    /// A large transaction needs a connection from the share of large ones. It returns the first, which is not of that
    /// share, and is not attempted yet. The size of the work is not known before it is taken.
    ///
    /// - Returns: The attempts so far, or nil if there is no work.
    private func begin<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> TransactionRetry<Output>? {
        let start = ContinuousClock.now
        let first: Result<TransactionRetry<Output>?, StoreError>
        do throws(StoreError) {
            first = try await withConnection(
                by: start + configuration.commandTimeout, for: .transaction(of: business)
            ) { connection in
                metrics.record(.lease, since: start)
                guard lifecycle.begin() else { return .failure(PoolError.shutDown.storeError) }
                guard let work = work() else {
                    lifecycle.end()
                    return .success(nil)
                }
                // The deadline counts from here: commands may have arrived while the store waited for a connection.
                let settings = transactionSettings(by: .now + configuration.commandTimeout)
                var retry = TransactionRetry(in: business, work, settings, metrics)
                if !retry.isLarge { retry.record(retry.runAttempt(on: connection)) }
                return .success(retry)
            }
        } catch {
            metrics.record(.lease, since: start)
            throw error
        }
        return try first.get()
    }

    /// Makes further attempts until the outcome is known or the deadline has passed.
    private func finish<Output: Sendable>(
        _ first: TransactionRetry<Output>
    ) async -> Result<Output, StoreError> {
        var retry = first
        while true {
            switch retry.next {
            case .finish(let result): return result
            case .attempt(after: let pause): try? await Task.sleep(for: pause)
            }
            let start = ContinuousClock.now
            do throws(PoolError) {
                let current = retry
                let ending = try await pool.withConnection(by: retry.deadline, for: retry.use) { connection in
                    metrics.record(.lease, since: start)
                    return current.runAttempt(on: connection)
                }
                retry.record(ending)
            } catch {
                metrics.record(.lease, since: start)
                retry.record(error)
            }
        }
    }
}
