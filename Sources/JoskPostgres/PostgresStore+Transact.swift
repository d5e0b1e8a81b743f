public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/transact(in:_:)``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let run = try await begin(in: business, work) else { return nil }
        defer { life.end() }
        if let output = try run.output() { return output }
        // The command has been taken: from here on the task's cancellation changes nothing, and an unstructured
        // task does not know of it.
        let result = await Task { await self.seeThrough(run) }.value
        return try result.get()
    }

    /// Waits for a connection, takes the work, and tries it once; nil if there is no work.
    private func begin<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> TransactionRetry<Output>? {
        let start = ContinuousClock.now
        let first: Result<TransactionRetry<Output>?, StoreError>
        do throws(StoreError) {
            first = try await withSession(by: start + configuration.commandTimeout, for: .command) {
                session in
                metrics.record(.lease, since: start)
                guard life.begin() else { return .failure(PoolError.shutDown.storeError) }
                guard let work = work() else {
                    life.end()
                    return .success(nil)
                }
                // Its time begins now: those whose work it is may have come while a connection was waited for.
                let settings = transactionSettings(by: .now + configuration.commandTimeout)
                var run = TransactionRetry(in: business, work, settings, metrics)
                run.note(run.attempt(on: &session))
                return .success(run)
            }
        } catch {
            metrics.record(.lease, since: start)
            throw error
        }
        return try first.get()
    }

    /// Tries again until it is known what became of it, or the deadline has passed.
    private func seeThrough<Output: Sendable>(
        _ run: TransactionRetry<Output>
    ) async -> Result<Output, StoreError> {
        var run = run
        while true {
            do throws(StoreError) {
                if let output = try run.output() { return .success(output) }
            } catch {
                return .failure(error)
            }
            try? await Task.sleep(for: run.pause)
            let start = ContinuousClock.now
            do throws(PoolError) {
                let attempt = run
                let ending = try await pool.withSession(by: run.deadline) { session in
                    metrics.record(.lease, since: start)
                    return attempt.attempt(on: &session)
                }
                run.note(ending)
            } catch {
                metrics.record(.lease, since: start)
                run.note(error)
            }
        }
    }
}
