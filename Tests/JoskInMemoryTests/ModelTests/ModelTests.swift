import Foundation
import JoskInMemory
import JoskTesting
import LedgerModelDriver
import Testing

@Suite("The engine and a naive model of it")
struct ModelTests {
    /// The seeds of the usual 200,000 commands.
    ///
    /// Sequences of this length keep the model's naive sums cheap.
    private static let usualSeeds: ClosedRange<UInt64> = 1...500
    private static let length = 400

    @Test("The engine and the model agree on every receipt, every rejection and the stored rows")
    func agree() async throws {
        let requested = try Seeds.requested()
        let seeds = requested ?? Self.usualSeeds
        let (coverage, differences) = await ModelRuns.run(
            seeds, atATime: ProcessInfo.processInfo.activeProcessorCount
        ) { seed in
            let clock = ManualClock()
            let store = InMemoryStore(now: { clock.now })
            var run = ModelRun(store: store, clock: clock, seed: seed, length: Self.length)
            return try await run.run()
        }
        for difference in differences { Issue.record(difference) }
        guard requested == nil, differences.isEmpty else { return }
        print("The model test, seeds \(seeds): \(coverage.table)")
        #expect(coverage.commands >= 200_000)
        #expect(coverage.gaps(accepted: 1_000, rejected: 50) == [])
    }
}

/// The seeds from the environment: `JOSK_MODEL_SEEDS=501-600`, or a single seed.
private enum Seeds {
    struct Unreadable: Error {
        let text: String
    }

    static func requested() throws -> ClosedRange<UInt64>? {
        guard let text = ProcessInfo.processInfo.environment["JOSK_MODEL_SEEDS"] else { return nil }
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map { UInt64($0) }
        guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2, first <= last
        else { throw Unreadable(text: text) }
        return first...last
    }
}
