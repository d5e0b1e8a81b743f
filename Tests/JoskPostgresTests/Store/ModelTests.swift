import JoskPostgres
import JoskTesting
import LedgerModelDriver
import Testing

@Suite("The model test on PostgreSQL")
struct ModelTests {
    /// The seeds, which the model test of the store in memory runs too.
    private static let seeds: ClosedRange<UInt64> = 1...25
    private static let length = 400

    @Test("The engine on PostgreSQL and a naive model agree on receipts, rejections and stored rows")
    func agree() async throws {
        let (coverage, differences) = await Self.run(Self.seeds)
        for difference in differences { Issue.record(difference) }
        if differences.isEmpty { print("The model test, seeds \(Self.seeds): \(coverage.table)") }
    }

    private static func run(_ seeds: ClosedRange<UInt64>) async -> (Coverage, [any Error]) {
        await withTaskGroup(of: Result<Coverage, any Error>.self) { group in
            var coverage = Coverage()
            var differences: [any Error] = []
            var waiting = seeds.makeIterator()
            for _ in 0..<2 {
                if let seed = waiting.next() { group.addTask { await run(seed) } }
            }
            for await result in group {
                switch result {
                case .success(let other): coverage.add(other)
                case .failure(let difference): differences.append(difference)
                }
                if differences.isEmpty, let seed = waiting.next() { group.addTask { await run(seed) } }
            }
            return (coverage, differences)
        }
    }

    private static func run(_ seed: UInt64) async -> Result<Coverage, any Error> {
        let clock = ManualClock()
        do {
            let database = try await TestDatabase.migrated("model")
            return .success(
                try await withStore(on: database, clock: { clock.now }) { store in
                    var run = ModelRun(store: store, clock: clock, seed: seed, length: length)
                    return try await run.run()
                })
        } catch {
            return .failure(error)
        }
    }
}
