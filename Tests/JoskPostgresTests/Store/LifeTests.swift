import JoskLedger
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

#if ServiceLifecycle
    import ServiceLifecycle
    import ServiceLifecycleTestKit
#endif

@Suite("Shutdown of PostgresStore")
struct LifeTests {
    /// Returns the error of a read on a store; nil if the read succeeds.
    private func failure(of store: PostgresStore) async -> StoreError? {
        do throws(StoreError) {
            _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
            return nil
        } catch {
            return error
        }
    }

    @Test("A shutdown leaves no connection behind, and later commands and reads are refused")
    func ends() async throws {
        let database = try await TestDatabase.migrated("end")
        let store = database.store()
        let shop = try await Shop.open(on: store)
        await store.shutdown()
        await store.shutdown()
        let error = await failure(of: store)
        #expect(error?.code == .unavailable)
        #expect(error?.outcome == .notCommitted)
        await #expect(throws: PurchaseError.self) {
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        }
        let sessions = """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = '\(TestDatabase.applicationRole)'
            """
        #expect(try await eventually { try await database.run(sessions) == "0" })
    }

    @Test("A shutdown waits for a purchase in flight, also between two attempts")
    func waits() async throws {
        let proxied = try await ProxiedDatabase.migrated("patience")
        let (database, proxy) = (proxied.database, proxied.proxy)
        var configuration = proxied.configuration
        configuration.maximumConnections = 1
        let store = database.store(configuration)
        let shop = try await Shop.open(on: store)
        // The purchase loses its connection, and cannot get another one for now.
        try await database.allowConnections(false)
        proxy.cutNext(.init(at: "COMMIT\0", .afterForwarding))
        async let receipt = shop.tenant.purchase(
            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        #expect(try await eventually { proxy.cutCount == 1 })
        async let end: Void = store.shutdown()
        #expect(try await eventually { store.lifecycle.isEnding })
        try await database.allowConnections(true)
        let order = try await receipt.orderID
        await end
        proxy.end()
        try await withStore(on: database) { store in
            let tenant = Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
            let customer = try await tenant.customer(shop.customers[0])
            #expect(customer?.orderCount == 1)
            let record = try await tenant.order(order)
            #expect(record != nil)
        }
    }

    #if ServiceLifecycle
        @Test("A store that runs as a service shuts down on a graceful shutdown")
        func isService() async throws {
            let database = try await TestDatabase.migrated("service")
            let store = database.store()
            try await testGracefulShutdown { trigger in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await store.run() }
                    _ = try await Shop.open(on: store)
                    trigger.triggerGracefulShutdown()
                    try await group.waitForAll()
                }
            }
            #expect(await failure(of: store)?.code == .unavailable)
        }
    #endif

    @Test("The store of withPostgresStore is shut down after the body, and the body's errors are rethrown")
    func isScoped() async throws {
        struct Stop: Error {}
        let database = try await TestDatabase.migrated("scope")
        let store = try await withPostgresStore(database.configuration, logger: .silent) { store in
            _ = try await Shop.open(on: store)
            return store
        }
        #expect(await failure(of: store)?.code == .unavailable)
        await #expect(throws: Stop.self) {
            try await withPostgresStore(database.configuration, logger: .silent) { _ in throw Stop() }
        }
    }
}
