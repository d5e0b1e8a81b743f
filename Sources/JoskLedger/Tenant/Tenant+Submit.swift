internal import Logging

extension Tenant {
    /// How many commands of a long list share a transaction: enough to make the round trips cheap, and few
    /// enough not to hold the locks for long.
    private static var commandsPerTransaction: Int { 200 }

    /// Sends one command to the store and returns its receipt after the commit.
    func submit<C: Command>(
        _ command: C, key: IdempotencyKey?, metadata: Metadata
    ) async throws(CommandError<C.Rejection>) -> C.Receipt {
        let start = ContinuousClock.now
        let request = Request(command, key: key, metadata: metadata)
        let result: Result<C.Receipt, CommandError<C.Rejection>>
        do throws(StoreError) {
            result = try await perform(Work(on: request.footprint) { state in state.run(request) })
        } catch {
            result = .failure(.store(error))
        }
        ledger.meters.note(result, of: C.self, since: start)
        logFailure(result, of: request)
        return try result.get()
    }

    /// Sends many commands to the store, some at a time, and returns an outcome each, in their order.
    func submit<C: Command>(
        _ requests: [Request<C>]
    ) async -> [Result<C.Receipt, CommandError<C.Rejection>>] {
        var results: [Result<C.Receipt, CommandError<C.Rejection>>] = []
        var failure: StoreError?
        for start in stride(from: 0, to: requests.count, by: Self.commandsPerTransaction) {
            let part = requests[start...].prefix(Self.commandsPerTransaction)
            let began = ContinuousClock.now
            if let failure {
                // Where the store has just failed, every further attempt might take as long to fail.
                results += part.map { _ in .failure(.store(failure.ofOneNotTried)) }
                ledger.meters.note(results.suffix(part.count), of: C.self, since: nil)
                continue
            }
            do throws(StoreError) {
                let outcomes = try await perform(transaction(of: part))
                for (request, outcome) in zip(part, outcomes) { logFailure(outcome, of: request) }
                results += outcomes
            } catch {
                failure = error
                results += part.map { _ in .failure(.store(error)) }
                // They share one failure.
                if let first = part.first { log(error, of: first) }
            }
            ledger.meters.note(results.suffix(part.count), of: C.self, since: began)
        }
        return results
    }

    private func transaction<C: Command>(
        of requests: ArraySlice<Request<C>>
    ) -> Work<[Result<C.Receipt, CommandError<C.Rejection>>]> {
        var footprint = Footprint()
        for request in requests { footprint.formUnion(request.footprint) }
        return Work(on: footprint) { state in requests.map { state.run($0) } }
    }

    private func perform<Output: Sendable>(_ work: Work<Output>) async throws(StoreError) -> Output {
        // Once the store has it, a command is seen through: a bare cancellation would not tell what became of
        // it.
        if Task.isCancelled { throw .cancelled }
        guard let output = try await store.transact(in: id, { work }) else { throw .workNotRun }
        return output
    }

    private func logFailure<C: Command>(
        _ result: Result<C.Receipt, CommandError<C.Rejection>>, of request: Request<C>
    ) {
        if case .failure(.store(let failure)) = result { log(failure, of: request) }
    }

    private func log<C>(_ failure: StoreError, of request: Request<C>) {
        if failure.code == .cancelled { return }
        ledger.logger.error(
            "command failed in the store",
            metadata: [
                "josk.business": "\(id)", "josk.command": "\(C.kind)", "josk.key": "\(request.key)",
                "josk.error": "\(failure)",
            ])
    }
}
