import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite(
    "A transaction of many callers whose connection is lost exactly at COMMIT", .timeLimit(.minutes(10)))
struct QueueUnknownTests {
    private static let moments: [WireProxy.Cut.Moment] = [.beforeForwarding, .afterForwarding]

    /// Fifty, of whom five want more than there is.
    private func buyers(in shop: Shop) throws -> [Buyer] {
        try shop.customers.enumerated().map { number, customer in
            let lines = shop.products.map { PurchaseLine($0, quantity: number % 10 == 7 ? 10_000 : 1) }
            return try Buyer("caller \(number)", customer, lines)
        }
    }

    private func open(on store: PostgresStore) async throws -> Shop {
        try await Shop.open(on: store, customers: 50, products: 2, stock: 1_000)
    }

    /// Each has bought once or was refused, and nothing else has happened.
    private func expectAll(
        _ told: [Told], in shop: Shop, on database: TestDatabase
    ) async throws {
        #expect(told.count(where: \.isBought) == 45)
        #expect(told.count(where: \.isRejected) == 5)
        #expect(try await database.orders() == Set(told.filter(\.isBought).map { "\($0.buyer.order)" }))
        for product in shop.products {
            #expect(try await shop.tenant.product(product)?.stock == 1_000 - 45)
        }
        #expect(try await shop.tenant.audit().isClean)
    }

    @Test("is settled, and each caller gets its own receipt or its own rejection", arguments: moments)
    func isSettled(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("queue_cut")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await open(on: direct)
            let told = try await withStore(on: database, proxied.configuration) { store in
                _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
                let held = HeldStore(store)
                let buyers = try buyers(in: shop)
                return try await held.together(buyers, in: shop.tenant.queued(on: held)) {
                    proxy.cutNext(.init(at: "COMMIT\0", moment))
                }
            }
            #expect(proxy.cutCount == 1)
            try await expectAll(told, in: shop, on: database)
        }
        proxy.end()
    }

    @Test(
        "and cannot be settled in time is unknown to each, under its own key; each key then settles its own",
        arguments: moments)
    func isUnknown(_ moment: WireProxy.Cut.Moment) async throws {
        let proxied = try await ProxiedDatabase.migrated("queue_unknown")
        let (database, proxy) = (proxied.database, proxied.proxy)
        try await withStore(on: database) { direct in
            let shop = try await open(on: direct)
            let buyers = try buyers(in: shop)
            var timeout = Duration.seconds(3)
            var told: [Told] = []
            // On a busy machine the time may be over before COMMIT is reached: then it takes more.
            while proxy.cutCount == 0 {
                told = try await cut(buyers, in: shop, within: timeout, moment, proxied)
                timeout *= 2
            }
            // Whoever was decided beside those who bought is told the same: nobody knows whether they have.
            #expect(told.count == 50)
            for one in told {
                #expect(one.failure?.outcome == .unknown, "\(one.answer)")
                #expect(one.failure?.isRetriable == true)
            }
            #expect(Set(told.compactMap { $0.failure?.key }) == Set(buyers.map(\.key)))
            #expect(try await database.orders().count == (moment == .afterForwarding ? 45 : 0))

            let held = HeldStore(direct)
            let settled = try await held.together(buyers, in: shop.tenant.queued(on: held))
            try await expectAll(settled, in: shop, on: database)
        }
        proxy.end()
    }

    /// What they are told whose store cannot connect again once it was cut at COMMIT.
    private func cut(
        _ buyers: [Buyer], in shop: Shop, within timeout: Duration, _ moment: WireProxy.Cut.Moment,
        _ proxied: ProxiedDatabase
    ) async throws -> [Told] {
        var configuration = proxied.configuration
        configuration.commandTimeout = timeout
        configuration.maximumConnections = 1
        return try await withStore(on: proxied.database, configuration) { store in
            _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
            let held = HeldStore(store)
            let told = try await held.together(buyers, in: shop.tenant.queued(on: held)) {
                try await proxied.database.allowConnections(false)
                proxied.proxy.cutNext(.init(at: "COMMIT\0", moment))
            }
            proxied.proxy.cutNext(nil)
            try await proxied.database.allowConnections(true)
            return told
        }
    }
}
