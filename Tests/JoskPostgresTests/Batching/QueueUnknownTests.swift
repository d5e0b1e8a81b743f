import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Batches whose connection is lost at COMMIT", .timeLimit(.minutes(10)))
struct QueueUnknownTests {
    private static let moments: [WireProxy.Cut.Moment] = [.beforeForwarding, .afterForwarding]

    /// Returns fifty buyers, five of which request more than the stock.
    private func buyers(in shop: Shop) throws -> [Buyer] {
        try shop.customers.enumerated().map { number, customer in
            let lines = shop.products.map { PurchaseLine($0, quantity: number % 10 == 7 ? 10_000 : 1) }
            return try Buyer("caller \(number)", customer, lines)
        }
    }

    private func open(on store: PostgresStore) async throws -> Shop {
        try await Shop.open(on: store, customers: 50, products: 2, stock: 1_000)
    }

    /// Expects that each buyer has bought once or was rejected, and that nothing else was stored.
    private func expectAll(
        _ results: [BuyerResult], in shop: Shop, on database: TestDatabase
    ) async throws {
        #expect(results.count(where: \.isBought) == 45)
        #expect(results.count(where: \.isRejected) == 5)
        let bought = Set(results.filter(\.isBought).map { "\($0.buyer.order)" })
        #expect(try await database.orders() == bought)
        for product in shop.products {
            #expect(try await shop.tenant.product(product)?.stock == 1_000 - 45)
        }
        #expect(try await shop.tenant.audit().isClean)
    }

    @Test(
        "A batch that is lost at COMMIT is settled, and each caller gets its own result", arguments: moments)
    func isSettled(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("queue_cut")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await open(on: direct)
            let results = try await withStore(on: database, proxied.configuration) { store in
                _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
                let held = HeldStore(store)
                let buyers = try buyers(in: shop)
                return try await held.together(buyers, in: shop.tenant.queued(on: held)) {
                    proxy.cutNext(.init(at: "COMMIT\0", moment))
                }
            }
            #expect(proxy.cutCount == 1)
            try await expectAll(results, in: shop, on: database)
        }
        proxy.end()
    }

    @Test(
        "A batch in doubt that cannot be settled in time is unknown to each caller, until its key settles it",
        arguments: moments)
    func isUnknown(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("queue_unknown")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await open(on: direct)
            let buyers = try buyers(in: shop)
            var timeout = Duration.seconds(3)
            var results: [BuyerResult] = []
            // On a busy machine the timeout may pass before COMMIT is sent: then it is increased.
            while proxy.cutCount == 0 {
                results = try await cut(buyers, in: shop, within: timeout, moment, proxied)
                timeout *= 2
            }
            // Rejected callers of the batch get the same outcome, because it is unknown if the purchases were
            // committed.
            #expect(results.count == 50)
            for one in results {
                #expect(one.failure?.outcome == .unknown, "\(one.outcome)")
                #expect(one.failure?.isRetriable == true)
            }
            #expect(Set(results.compactMap { $0.failure?.key }) == Set(buyers.map(\.key)))
            #expect(try await database.orders().count == (moment == .afterForwarding ? 45 : 0))

            let held = HeldStore(direct)
            let settled = try await held.together(buyers, in: shop.tenant.queued(on: held))
            try await expectAll(settled, in: shop, on: database)
        }
        proxy.end()
    }

    /// Returns the results of purchases whose store cannot connect again after the cut at COMMIT.
    private func cut(
        _ buyers: [Buyer], in shop: Shop, within timeout: Duration, _ moment: WireProxy.Cut.Moment,
        _ proxied: ProxiedDatabase
    ) async throws -> [BuyerResult] {
        var configuration = proxied.configuration
        configuration.commandTimeout = timeout
        configuration.maximumConnections = 1
        return try await withStore(on: proxied.database, configuration) { store in
            _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
            let held = HeldStore(store)
            let results = try await held.together(buyers, in: shop.tenant.queued(on: held)) {
                try await proxied.database.allowConnections(false)
                proxied.proxy.cutNext(.init(at: "COMMIT\0", moment))
            }
            proxied.proxy.cutNext(nil)
            try await proxied.database.allowConnections(true)
            return results
        }
    }
}
