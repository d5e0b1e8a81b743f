import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Two concurrent stores behind PgBouncer", .behindPgBouncer)
struct PoolerConcurrencyTests {
    /// The result of a purchase.
    private enum Outcome: Sendable {
        case sold(Order.ID)
        case refused
    }

    /// Runs a body with two stores of eight connections each, which share three connections to the server.
    private func withTwoStores(
        _ prefix: String, products: Int, price: Int64, stock: Int64,
        _ body: (Shop, [Tenant]) async throws -> Void
    ) async throws {
        let pooled = try await PooledDatabase.migrated(prefix)
        try await withStore(on: pooled.database, pooled.configuration) { first in
            try await withStore(on: pooled.database, pooled.configuration) { second in
                let shop = try await Shop.open(
                    on: first, customers: 2, creditLimit: 5_000, products: products, price: price,
                    stock: stock)
                try await body(
                    shop, [first, second].map { Ledger(store: $0, queue: .patient).tenant(shop.tenant.id) })
                let report = try await shop.tenant.audit()
                #expect(report.isClean, "\(report.violations.prefix(5))")
            }
        }
    }

    private func buy(_ number: Int, of shop: Shop, in tenant: Tenant, key: String) async throws -> Outcome {
        do throws(PurchaseError) {
            let receipt = try await tenant.purchase(
                by: shop.customers[number / 2 % 2],
                lines: shop.products.map { PurchaseLine($0, quantity: 1) },
                idempotencyKey: IdempotencyKey(stringLiteral: key))
            return .sold(receipt.orderID)
        } catch {
            if case .rejected = error { return .refused }
            throw error
        }
    }

    private func buyAll(
        _ count: Int, of shop: Shop, in tenants: [Tenant], key: @escaping @Sendable (Int) -> String
    ) async throws -> [Order.ID] {
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            for number in 0..<count {
                // A separate ledger, so that the tasks do not share transactions.
                let tenant = tenants[number % 2].elsewhere
                group.addTask {
                    try await buy(number, of: shop, in: tenant, key: key(number))
                }
            }
            return try await group.reduce(into: []) { orders, outcome in
                if case .sold(let order) = outcome { orders.append(order) }
            }
        }
    }

    @Test("Two stores behind PgBouncer neither oversell nor exceed a credit limit")
    func scarce() async throws {
        try await withTwoStores("pooled_scarce", products: 1, price: 100, stock: 70) { shop, tenants in
            let orders = try await buyAll(200, of: shop, in: tenants) { "buyer-\($0)" }
            #expect(Set(orders).count == 70)
            #expect(orders.count == 70)
            #expect(try await shop.tenant.product(shop.products[0])?.stock == 0)
            for customer in shop.customers {
                let account = try await shop.tenant.customer(customer)
                #expect((account?.availableCredit.minorUnits ?? -1) >= 0)
            }
        }
    }

    @Test("A key that two stores behind PgBouncer use is applied once, with the same receipt for both")
    func sameKeys() async throws {
        try await withTwoStores("pooled_keys", products: 2, price: 1, stock: 1_000) { shop, tenants in
            // Numbers 4n to 4n + 3 belong together. Each two have the same customer, which is therefore part of the
            // key.
            let orders = try await buyAll(160, of: shop, in: tenants) { "key-\($0 / 4)-\($0 / 2 % 2)" }
            #expect(orders.count == 160)
            #expect(Set(orders).count == 80)
            #expect(try await shop.tenant.product(shop.products[0])?.stock == 920)
        }
    }
}
