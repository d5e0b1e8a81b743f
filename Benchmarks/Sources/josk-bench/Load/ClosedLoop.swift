import struct JoskTesting.SeededGenerator

/// Callers who each wait for an answer before they ask again.
///
/// When the answers come slowly, such callers ask less often: their latencies are service times, and say nothing of
/// those who would have come meanwhile (which is called coordinated omission). ``OpenLoop`` measures those.
struct ClosedLoop: Sendable {
    let callers: Int
    let span: Span

    /// - Parameter act: What a caller does again and again, by the caller's number and source of chance.
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
                // Whoever is refused at once would otherwise ask a million times a second.
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
    }
}
