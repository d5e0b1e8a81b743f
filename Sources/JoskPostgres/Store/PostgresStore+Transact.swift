public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/transact(in:_:)``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        let deadline = ContinuousClock.now + configuration.commandTimeout
        let settings = transactionSettings(by: deadline)
        let first: Result<TransactionRun<Output>?, Never>
        let start = ContinuousClock.now
        do throws(StoreError) {
            first = try await withConnection(by: deadline, for: .command) { connection in
                meters.note(.lease, since: start)
                guard let work = work() else { return nil }
                life.begin()
                var run = TransactionRun(in: business, work, settings, meters)
                run.note(await run.attempt(on: connection))
                return run
            }
        } catch {
            meters.note(.lease, since: start)
            throw error
        }
        guard case .success(let run?) = first else { return nil }
        defer { life.end() }
        if let output = try run.output() { return output }
        // The command has been taken: from here on the task's cancellation changes nothing, and an unstructured
        // task does not know of it.
        let result = await Task { await self.seeThrough(run) }.value
        return try result.get()
    }

    /// Tries again until it is known what became of it, or the deadline has passed.
    private func seeThrough<Output: Sendable>(
        _ run: TransactionRun<Output>
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
                let ending = try await pool.withConnection(by: run.deadline) { connection in
                    meters.note(.lease, since: start)
                    return await attempt.attempt(on: connection)
                }
                if case .success(let ending) = ending { run.note(ending) }
            } catch {
                meters.note(.lease, since: start)
                run.note(error)
            }
        }
    }
}
