extension Tenant {
    /// The maximum number of commands of a bulk call that share a transaction.
    private static var chunkSize: Int { 200 }

    /// Sends one command to the store, perhaps in a transaction with others, and returns its receipt after the
    /// commit.
    func submit<C: Command>(
        _ command: C, key: IdempotencyKey?, metadata: Metadata
    ) async throws(CommandError<C.Rejection>) -> C.Receipt {
        let start = ContinuousClock.now
        let request = Request(command, key: key, metadata: metadata)
        let result: Result<C.Receipt, CommandError<C.Rejection>>
        do throws(StoreError) {
            result = try await queue.perform(
                TransactionWork(on: request.footprint, rowCount: request.rowCount) { state in
                    state.run(request)
                },
                commandCount: 1, first: (C.kind, request.key), in: id)
        } catch {
            result = .failure(.store(error.naming(request.key)))
        }
        metrics.record(result, of: C.self, since: start)
        logIfUnreadable(result, of: C.self)
        return try result.get()
    }

    /// Sends many commands to the store, in chunks, and returns their outcomes in the same order.
    func submit<C: Command>(
        _ requests: [Request<C>]
    ) async -> [Result<C.Receipt, CommandError<C.Rejection>>] {
        var results: [Result<C.Receipt, CommandError<C.Rejection>>] = []
        var failure: StoreError?
        for start in stride(from: 0, to: requests.count, by: Self.chunkSize) {
            let part = requests[start...].prefix(Self.chunkSize)
            let began = ContinuousClock.now
            if let failure {
                // The store has just failed, and each further attempt might take as long to fail.
                results += part.map { .failure(.store(failure.ofOneNotTried.naming($0.key))) }
                metrics.record(results.suffix(part.count), of: C.self, since: nil)
                continue
            }
            do throws(StoreError) {
                let outcomes = try await perform(part)
                for outcome in outcomes { logIfUnreadable(outcome, of: C.self) }
                results += outcomes
            } catch {
                failure = error
                results += part.map { .failure(.store(error.naming($0.key))) }
            }
            metrics.record(results.suffix(part.count), of: C.self, since: began)
        }
        return results
    }

    private func perform<C: Command>(
        _ requests: ArraySlice<Request<C>>
    ) async throws(StoreError) -> [Result<C.Receipt, CommandError<C.Rejection>>] {
        guard let first = requests.first else { return [] }
        var footprint = first.footprint
        for request in requests.dropFirst() { footprint.formUnion(request.footprint) }
        return try await queue.perform(
            TransactionWork(on: footprint, rowCount: requests.reduce(0) { $0 + $1.rowCount }) { state in
                requests.map { state.run($0) }
            },
            commandCount: requests.count,
            first: (C.kind, first.key), in: id)
    }

    private func logIfUnreadable<C: Command>(
        _ result: Result<C.Receipt, CommandError<C.Rejection>>, of command: C.Type
    ) {
        guard case .failure(.store(let failure)) = result, failure.outcome == .committed else { return }
        queue.logUnreadable(failure, of: command.kind, in: id)
    }
}
