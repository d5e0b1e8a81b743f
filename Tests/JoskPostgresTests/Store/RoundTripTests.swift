import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Round trips")
struct RoundTripTests {
    private struct Stall {
        let tenant: Tenant
        let customer: Customer.ID
        let products: [Product.ID]
    }

    /// Runs a body with a shop, and with a store that has one connection through a proxy.
    ///
    /// The store is connected and has passed its startup check, but has prepared no statement of a transaction.
    private func withShop(
        products: Int = 3, _ body: (Stall, PostgresStore, WireProxy) async throws -> Void
    ) async throws {
        let proxied = try await ProxiedDatabase.migrated("trips")
        let shop = try await withStore(on: proxied.database) { store in
            let shop = try await Shop.open(on: store, creditLimit: 1_000_000, products: 0)
            return Stall(
                tenant: shop.tenant, customer: shop.customers[0],
                products: try await Self.addProducts(products, to: shop.tenant))
        }
        var configuration = proxied.configuration
        configuration.maximumConnections = 1
        try await withStore(on: proxied.database, configuration) { store in
            _ = try await store.product(.id(Product.ID()), in: shop.tenant.id)
            let tenant = Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
            let shop = Stall(tenant: tenant, customer: shop.customer, products: shop.products)
            try await body(shop, store, proxied.proxy)
        }
        proxied.proxy.end()
    }

    private static func addProducts(_ count: Int, to tenant: Tenant) async throws -> [Product.ID] {
        let products = try (1...count).map { number in
            NewProduct(
                sku: try SKU("SKU-\(number)"), name: try Name("Product \(number)"),
                price: .gbp(minorUnits: 1), stock: 1_000)
        }
        return try await tenant.addProducts(products).map { try $0.get().id }
    }

    private func count<Value>(_ proxy: WireProxy, _ body: () async throws -> Value) async rethrows -> Int {
        proxy.resetRoundTrips()
        _ = try await body()
        return proxy.roundTrips
    }

    @Test("A purchase of any size takes two round trips, also the first time", arguments: [1, 10, 1_000])
    func purchases(lines: Int) async throws {
        try await withShop(products: lines) { shop, _, proxy in
            for _ in 0..<3 {
                let trips = try await count(proxy) {
                    try await shop.tenant.purchase(
                        by: shop.customer, lines: shop.products.map { PurchaseLine($0, quantity: 1) })
                }
                #expect(trips == 2)
            }
        }
    }

    @Test("A refund takes two round trips, also the first time")
    func refunds() async throws {
        try await withShop { shop, _, proxy in
            let order = try await shop.tenant.purchase(
                by: shop.customer, lines: shop.products.map { PurchaseLine($0, quantity: 2) })
            for _ in 0..<2 {
                let trips = try await count(proxy) {
                    try await shop.tenant.refund(
                        order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
                }
                #expect(trips == 2)
            }
        }
    }

    @Test("An addition of a product takes two round trips, also the first time and in bulk")
    func additions() async throws {
        try await withShop { shop, _, proxy in
            for number in 1...3 {
                let trips = try await count(proxy) {
                    try await shop.tenant.addProduct(
                        sku: try SKU("NEW-\(number)"), name: "Tea", price: .gbp(minorUnits: 1), stock: 1)
                }
                #expect(trips == 2)
            }
            let products = try (1...100).map {
                NewProduct(sku: try SKU("BULK-\($0)"), name: "Tea", price: .gbp(minorUnits: 1), stock: 1)
            }
            let trips = await count(proxy) { await shop.tenant.addProducts(products) }
            #expect(trips == 2)
        }
    }

    @Test("A rejected purchase, a purchase with a key and its replay take two round trips each")
    func rejections() async throws {
        try await withShop { shop, _, proxy in
            let rejected = await count(proxy) {
                await #expect(throws: PurchaseError.self) {
                    try await shop.tenant.purchase(
                        by: shop.customer, lines: [PurchaseLine(shop.products[0], quantity: 1_000_000)])
                }
            }
            #expect(rejected == 2)
            for _ in 0..<2 {
                let trips = try await count(proxy) {
                    try await shop.tenant.purchase(
                        by: shop.customer, lines: [PurchaseLine(shop.products[0], quantity: 1)],
                        idempotencyKey: "twice")
                }
                #expect(trips == 2)
            }
        }
    }

    @Test("Each read takes one round trip, also the first time")
    func reads() async throws {
        try await withShop { shop, store, proxy in
            let (tenant, customer, product) = (shop.tenant, shop.customer, shop.products[0])
            let order = try await tenant.purchase(by: customer, lines: [PurchaseLine(product, quantity: 1)])
            _ = try await tenant.recordPayment(of: .gbp(minorUnits: 1), by: customer, reference: "P")
            _ = try await tenant.refund(
                order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)])
            let reads: [(String, () async throws -> Void)] = [
                ("business", { _ = try await tenant.business() }),
                ("customer", { _ = try await tenant.customer(customer) }),
                ("customer by reference", { _ = try await tenant.customer(reference: "R") }),
                ("product", { _ = try await tenant.product(product) }),
                ("product by SKU", { _ = try await tenant.product(sku: "SKU-1") }),
                ("order", { _ = try await tenant.order(order.orderID) }),
                ("order by reference", { _ = try await tenant.order(reference: "R") }),
                ("customers", { _ = try await tenant.customers() }),
                ("products", { _ = try await tenant.products() }),
                ("orders", { _ = try await tenant.orders(by: customer) }),
                ("ledger", { _ = try await tenant.ledgerEntries(of: customer) }),
                ("balance", { _ = try await tenant.balance(of: customer, asOf: .now) }),
                ("payments", { _ = try await tenant.payments(reference: "P") }),
                ("movements", { _ = try await tenant.stockMovements(of: product) }),
                (
                    "quote",
                    { _ = try await tenant.quote(for: customer, lines: [PurchaseLine(product, quantity: 1)]) }
                ),
            ]
            for (name, read) in reads {
                for _ in 0..<2 {
                    let trips = try await count(proxy, read)
                    #expect(trips == 1, "\(name)")
                }
            }
        }
    }
}
