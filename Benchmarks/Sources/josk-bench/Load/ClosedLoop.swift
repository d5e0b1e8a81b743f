import struct JoskTesting.SeededGenerator

/// Callers that each wait for a response before their next request.
///
/// When responses are slow, such callers send fewer requests. Their latencies are therefore service times, and do not
/// include requests that would have arrived meanwhile (coordinated omission). ``OpenLoop`` measures those.
struct ClosedLoop: Sendable {
    let callers: Int
    let span: Span

    /// Runs all callers until the end of the span.
    ///
    /// - Parameter act: The operation that a caller repeats, with the caller's number and random number generator.
    func run(
        seed: UInt64,
        _ act: @escaping @Sendable (Int, inout SeededGenerator) async throws(LoadFailure) -> Void
    ) async -> (result: LoadResult, running: Span.Running) {
        let running = span.begin()
        let tally = Tally(running)
        await withDiscardingTaskGroup { group in
            for caller in 0..<callers {
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(caller) &* 0x9E37_79B9)
                    await Self.call(caller, until: running.endsAt, tally, &random, act)
                }
            }
        }
        return (tally.result(of: span), running)
    }

    private static func call(
        _ caller: Int, until end: ContinuousClock.Instant, _ tally: Tally, _ random: inout SeededGenerator,
        _ act: @Sendable (Int, inout SeededGenerator) async throws(LoadFailure) -> Void
    ) async {
        while true {
            let begun = ContinuousClock.now
            guard begun < end else { return }
            do throws(LoadFailure) {
                try await act(caller, &random)
                tally.done(at: .now, begun: begun)
            } catch {
                tally.failed(error)
                // A caller that is refused at once would otherwise send a million requests per second.
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
    }
}
