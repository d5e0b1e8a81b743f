import JoskLedger
import JoskPostgres
import JoskTesting
import LedgerModelDriver
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Conformance behind PgBouncer", .behindPgBouncer)
struct PoolerConformanceTests {
    /// The store that the cases share, with more connections than PgBouncer has; each case creates its own businesses.
    private static let store = Task {
        let pooled = try await PooledDatabase.migrated("pooled")
        return (pooled, pooled.database.store(pooled.configuration))
    }

    @Test("PostgresStore satisfies the store contract behind PgBouncer", arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Self.store.value.1 }
    }

    @Test("The engine behind PgBouncer and a naive model agree", arguments: UInt64(1)...5)
    func agrees(seed: UInt64) async throws {
        let (pooled, clock) = (try await PooledDatabase.migrated("pooled_model"), ManualClock())
        let store = pooled.database.store(pooled.configuration, clock: { clock.now })
        var run = ModelRun(store: store, clock: clock, seed: seed, length: 400)
        _ = try await run.run()
        await store.shutdown()
    }

    @Test("Concurrent migrations through PgBouncer apply each migration once")
    func migrates() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_first")
        let empty = try await TestDatabase.empty("pooled_second", on: pooled.database.cluster)
        let url = pooled.pooler.url(database: empty.name, user: "postgres")
        let steps = try await withThrowingTaskGroup(of: [AppliedMigration].self) { group in
            for _ in 0..<6 {
                group.addTask {
                    try await PostgresStore.migrate(
                        PostgresConfiguration(url: url).patient,
                        applicationRole: TestDatabase.applicationRole, logger: .silent)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(steps.map(\.version).sorted() == [1, 2])
    }
}
