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

@Suite("The end of a PostgresStore")
struct LifeTests {
    /// What a store answers with that has ended.
    private func answer(of store: PostgresStore) async -> StoreError? {
        do throws(StoreError) {
            _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
            return nil
        } catch {
            return error
        }
    }

    @Test("leaves no connection behind, and what comes later is refused")
    func ends() async throws {
        let database = try await TestDatabase.migrated("end")
        let store = database.store()
        let shop = try await Shop.open(on: store)
        await store.shutdown()
        await store.shutdown()
        let error = await answer(of: store)
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

    @Test("waits for a purchase that is under way, also between two attempts")
    func waits() async throws {
        let proxied = try await ProxiedDatabase.migrated("patience")
        let (database, proxy) = (proxied.database, proxied.proxy)
        var configuration = proxied.configuration
        configuration.maximumConnections = 1
        let store = database.store(configuration)
        let shop = try await Shop.open(on: store)
        // The purchase loses its connection, and gets no other one for now.
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
        @Test("comes with the graceful shutdown of the service group that runs it")
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
            #expect(await answer(of: store)?.code == .unavailable)
        }
    #endif

    @Test("comes after the body of withPostgresStore, whether it returns or throws")
    func isScoped() async throws {
        struct Stop: Error {}
        let database = try await TestDatabase.migrated("scope")
        let store = try await withPostgresStore(database.configuration, logger: .silent) { store in
            _ = try await Shop.open(on: store)
            return store
        }
        #expect(await answer(of: store)?.code == .unavailable)
        await #expect(throws: Stop.self) {
            try await withPostgresStore(database.configuration, logger: .silent) { _ in throw Stop() }
        }
    }
}
