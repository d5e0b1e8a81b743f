import struct JoskTesting.SeededGenerator

/// Callers who come when they come, at a fixed rate, whether or not those before them have been answered.
///
/// The arrivals are scheduled ahead, and a latency counts from the moment at which the caller was to come: a queue that
/// builds up is felt by everyone who stands in it.
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
                // Late by what a timer takes, but the due time stands. Those who are due by then come all at once.
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
