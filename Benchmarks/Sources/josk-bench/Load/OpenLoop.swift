import struct JoskTesting.SeededGenerator

/// Callers that arrive at a fixed rate, regardless of the responses to earlier callers.
///
/// The arrivals are scheduled in advance, and a latency counts from the scheduled arrival: a growing queue increases
/// the latency of every caller in it.
struct OpenLoop: Sendable {
    let arrivalsPerSecond: Double
    let span: Span

    func run(
        seed: UInt64,
        _ act: @escaping @Sendable (Int, inout SeededGenerator) async throws(LoadFailure) -> Void
    ) async -> LoadResult {
        let running = span.begin()
        let tally = Tally(running)
        let interval = Duration.seconds(1) / arrivalsPerSecond
        let first = ContinuousClock.now
        await withDiscardingTaskGroup { group in
            var arrival = 0
            while true {
                let due = first + interval * arrival
                guard due < running.endsAt else { break }
                // The timer wakes late, but the due time counts. All arrivals that are due by then start at once.
                if due > .now { try? await Task.sleep(until: due, tolerance: .zero, clock: .continuous) }
                let number = arrival
                group.addTask { await Self.call(number, due: due, tally, seed, act) }
                arrival += 1
            }
        }
        return tally.result(of: span)
    }

    private static func call(
        _ number: Int, due: ContinuousClock.Instant, _ tally: Tally, _ seed: UInt64,
        _ act: @Sendable (Int, inout SeededGenerator) async throws(LoadFailure) -> Void
    ) async {
        var random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9)
        do throws(LoadFailure) {
            try await act(number, &random)
            tally.done(at: .now, due: due)
        } catch {
            tally.failed(error)
        }
    }
}
