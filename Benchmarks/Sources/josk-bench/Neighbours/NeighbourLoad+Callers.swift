import JoskLedger

import struct JoskTesting.SeededGenerator

extension NeighbourLoad {
    typealias Operation = @Sendable (Int, inout SeededGenerator) async throws(LoadFailure) -> Void

    /// Runs callers that each repeat an operation until the end.
    static func loop(
        callers: Int, until end: ContinuousClock.Instant, _ operation: @escaping Operation
    ) async -> LoadResult {
        let span = Span(warmUp: .zero, measured: max(.zero, ContinuousClock.now.duration(to: end)))
        return await ClosedLoop(callers: callers, span: span).run(seed: UInt64(callers), operation).result
    }

    /// Runs callers that start together and each perform an operation once.
    static func once(callers: Int, _ operation: @escaping Operation) async -> LoadResult {
        // The work ends the load, so the span lasts longer than any work.
        let span = Span(warmUp: .zero, measured: .seconds(86_400))
        let tally = Tally(span.begin())
        let begun = ContinuousClock.now
        // Not a task group, which searches all its tasks whenever one ends.
        let tasks = (0..<callers).map { caller in
            Task {
                var random = SeededGenerator(seed: UInt64(caller))
                do throws(LoadFailure) {
                    try await operation(caller, &random)
                    tally.done(at: .now, begun: begun)
                } catch {
                    tally.failed(error)
                }
            }
        }
        for task in tasks { await task.value }
        var result = tally.result(of: span)
        result.seconds = begun.duration(to: .now) / .seconds(1)
        return result
    }
}

extension LoadFailure {
    /// Runs a read, and throws its error's code as a failure.
    static func unlessRead<Output>(
        _ read: () async throws(StoreError) -> Output
    ) async throws(LoadFailure) {
        do throws(StoreError) {
            _ = try await read()
        } catch {
            throw LoadFailure(code: "\(error.code)")
        }
    }
}
