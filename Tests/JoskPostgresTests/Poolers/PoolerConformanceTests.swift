import JoskLedger
import JoskPostgres
import JoskTesting
import LedgerModelDriver
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Behind PgBouncer", .behindPgBouncer)
struct PoolerConformanceTests {
    /// Cases make businesses of their own, so they share a store, with more connections than PgBouncer has.
    private static let store = Task {
        let pooled = try await PooledDatabase.migrated("pooled")
        return (pooled, pooled.database.store(pooled.configuration))
    }

    @Test("PostgresStore keeps the contract of a store", arguments: StoreConformance.cases)
    func keeps(_ promise: ConformanceCase) async throws {
        try await promise.run { try await Self.store.value.1 }
    }

    @Test("the engine and a naive model of it agree", arguments: UInt64(1)...5)
    func agrees(seed: UInt64) async throws {
        let (pooled, clock) = (try await PooledDatabase.migrated("pooled_model"), ManualClock())
        let store = pooled.database.store(pooled.configuration, clock: { clock.now })
        var run = ModelRun(store: store, clock: clock, seed: seed, length: 400)
        _ = try await run.run()
        await store.shutdown()
    }

    @Test("a schema is migrated, once, by several at the same time")
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
