import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Purchases whose connection is lost at COMMIT")
struct UnknownOutcomeTests {
    private static let times = 100

    /// Returns the number of orders of a key's command.
    private func orders(of key: IdempotencyKey, on database: TestDatabase) async throws -> String {
        try await database.run(
            """
            SELECT count(*) FROM josk.journal AS j JOIN josk.orders AS o
                ON o.business_id = j.business_id AND o.command_id = j.id
            WHERE j.key = '\(key)'
            """)
    }

    /// Returns the tenant of a shop through a store.
    private func tenant(_ shop: Shop, on store: PostgresStore) -> Tenant {
        Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
    }

    @Test(
        "A purchase that is cut at COMMIT is made once, and the caller gets its receipt",
        arguments: [WireProxy.Cut.Moment.beforeForwarding, .afterForwarding])
    func isCut(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("cut")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct, stock: 1_000)
            try await withStore(on: database, proxied.configuration) { store in
                for number in 0..<Self.times {
                    let key = try IdempotencyKey("cut-\(number)")
                    proxy.cutNext(.init(at: "COMMIT\0", moment))
                    let receipt = try await tenant(shop, on: store).purchase(
                        by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                        idempotencyKey: key)
                    #expect(try await shop.tenant.order(receipt.orderID)?.order.number == Int64(number) + 1)
                }
            }
            #expect(proxy.cutCount == Self.times)
            try await expectExactly(Self.times, in: shop)
        }
        proxy.end()
    }

    @Test("A purchase that is cut after its commit became durable is made once, with its receipt")
    func isTerminated() async throws {
        // A commit waits for a standby that never connects, if the session requests it.
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": "ghost"]))
        let database = try await TestDatabase.migrated("ghost", on: cluster)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct, stock: 1_000)
            try await database.run(
                "ALTER ROLE \(TestDatabase.applicationRole) SET synchronous_commit = on")
            try await withStore(on: database) { store in
                for number in 0..<Self.times {
                    let purchase = Task {
                        try await tenant(shop, on: store).purchase(
                            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                            idempotencyKey: try IdempotencyKey("ghost-\(number)"))
                    }
                    try await terminateFirst(of: purchase, on: database)
                    let receipt = try await purchase.value
                    #expect(try await shop.tenant.order(receipt.orderID)?.order.number == Int64(number) + 1)
                }
            }
            try await expectExactly(Self.times, in: shop)
        }
    }

    /// Terminates the session that waits for the standby, so that the connection is lost and the order is stored.
    ///
    /// The waits of later sessions are cancelled, so their COMMIT succeeds.
    private func terminateFirst(
        of purchase: Task<PurchaseReceipt, any Error>, on database: TestDatabase
    ) async throws {
        let waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND datname = current_database()"
        let helper = Task {
            // The function returns when the session has ended.
            while try await database.run("SELECT count(pg_terminate_backend(pid, 60000)) \(waiting)") == "0" {
            }
            while !Task.isCancelled { try await database.run("SELECT pg_cancel_backend(pid) \(waiting)") }
        }
        _ = await purchase.result
        helper.cancel()
        // The statement that the helper ran when it was cancelled may have been interrupted.
        _ = await helper.result
    }

    @Test(
        "A purchase in doubt that cannot be settled in time is unknown, until its key settles it",
        arguments: [WireProxy.Cut.Moment.beforeForwarding, .afterForwarding])
    func isUnknown(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("unknown")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct)
            let key: IdempotencyKey = "left-open"
            var timeout = Duration.seconds(3)
            // On a busy machine the timeout may pass before COMMIT is sent: then it is increased.
            while proxy.cutCount == 0 {
                let error = try await failure(of: key, in: shop, within: timeout, cut: moment, proxied)
                timeout *= 2
                if proxy.cutCount == 0 { continue }
                #expect(error?.outcome == .unknown)
                #expect(error?.isRetriable == true)
                #expect(error?.key == "left-open")
            }
            let before = try await orders(of: key, on: database)
            #expect(before == (moment == .afterForwarding ? "1" : "0"))
            _ = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                idempotencyKey: key)
            #expect(try await orders(of: key, on: database) == "1")
            try await expectExactly(1, in: shop)
        }
        proxy.end()
    }

    /// Returns the failure of a purchase whose store cannot connect again after the cut at COMMIT.
    private func failure(
        of key: IdempotencyKey, in shop: Shop, within timeout: Duration, cut moment: WireProxy.Cut.Moment,
        _ proxied: ProxiedDatabase
    ) async throws -> StoreError? {
        var configuration = proxied.configuration
        configuration.commandTimeout = timeout
        configuration.maximumConnections = 1
        return try await withStore(on: proxied.database, configuration) { store in
            _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
            try await proxied.database.allowConnections(false)
            proxied.proxy.cutNext(.init(at: "COMMIT\0", moment))
            var failure: StoreError?
            do throws(PurchaseError) {
                _ = try await tenant(shop, on: store).purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                    idempotencyKey: key)
            } catch {
                if case .store(let error) = error { failure = error }
            }
            proxied.proxy.cutNext(nil)
            try await proxied.database.allowConnections(true)
            return failure
        }
    }

    private func expectExactly(_ count: Int, in shop: Shop) async throws {
        let customer = try await shop.tenant.customer(shop.customers[0])
        #expect(customer?.orderCount == Int64(count))
        #expect(customer?.balance.minorUnits == Int64(count * 100))
        #expect(try await shop.tenant.audit().isClean)
    }
}
