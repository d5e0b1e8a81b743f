import JoskLedger
import JoskPostgres
import JoskTesting
import MetricsTestKit
import PostgresWorker
import Testing

@Suite("The gauges of a store's connections")
struct PoolMetricTests {
    @Test("are right at rest, and nothing when the store has ended")
    func rest() async throws {
        let database = try await TestDatabase.migrated("rest")
        let metered = MeasuredStore(database.configuration)
        #expect(metered.gauges == .init())
        _ = try await Shop.open(on: metered.store)
        #expect(metered.gauges == .init(idle: 1))
        await metered.store.shutdown()
        #expect(metered.gauges == .init())
    }

    @Test("show what is lent, and who waits for it")
    func work() async throws {
        let database = try await TestDatabase.migrated("work")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        let metered = MeasuredStore(configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 {
                // On a ledger of its own, or the others would wait in the queue.
                let tenant = metered.tenant(of: shop)
                group.addTask {
                    _ = try await tenant.recordPayment(of: .gbp(minorUnits: 1), by: shop.customers[0])
                }
            }
            #expect(try await eventually { metered.gauges == .init(leased: 1, waiters: 2) })
            await holder.release()
            try await group.waitForAll()
        }
        #expect(metered.gauges == .init(idle: 1))
        await metered.store.shutdown()
    }

    @Test("are the sum of the stores that share a factory")
    func sum() async throws {
        let database = try await TestDatabase.migrated("sum")
        let first = MeasuredStore(database.configuration)
        let second = MeasuredStore(database.configuration, metrics: first.metrics)
        for store in [first.store, second.store] { _ = try await Shop.open(on: store) }
        #expect(first.gauges == .init(idle: 2))
        await first.store.shutdown()
        #expect(first.gauges == .init(idle: 1))
        await second.store.shutdown()
        #expect(first.gauges == .init())
    }
}
