import JoskLedger
import JoskPostgres
import JoskTesting
import MetricsTestKit
import PostgresWorker
import Testing

@Suite("Connection gauges")
struct PoolMetricTests {
    @Test("The connection gauges are correct at rest, and zero after a shutdown")
    func rest() async throws {
        let database = try await TestDatabase.migrated("rest")
        let measured = MeasuredStore(database.configuration)
        #expect(measured.gauges == .init())
        _ = try await Shop.open(on: measured.store)
        #expect(measured.gauges == .init(idle: 1))
        await measured.store.shutdown()
        #expect(measured.gauges == .init())
    }

    @Test("The connection gauges show leased connections and waiters")
    func work() async throws {
        let database = try await TestDatabase.migrated("work")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        let measured = MeasuredStore(configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...3 {
                // A separate ledger, so that the others do not wait in the queue.
                let tenant = measured.tenant(of: shop)
                group.addTask {
                    _ = try await tenant.recordPayment(of: .gbp(minorUnits: 1), by: shop.customers[0])
                }
            }
            #expect(try await eventually { measured.gauges == .init(leased: 1, waiters: 2) })
            await holder.release()
            try await group.waitForAll()
        }
        #expect(measured.gauges == .init(idle: 1))
        await measured.store.shutdown()
    }

    @Test("The connection gauges are the sum of the stores that share a factory")
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
