import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Two concurrent stores")
struct ConcurrencyTests {
    @Test("Two stores that run the same keys in different orders apply each once, without a deadlock")
    func sameKeys() async throws {
        let watched = try await WatchedDatabase.migrated("same")
        let count = 400
        try await withStore(on: watched.database) { first in
            try await withStore(on: watched.database) { second in
                let shop = try await Shop.open(
                    on: first, customers: 5, creditLimit: 1_000_000, products: 5, stock: 1_000)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (seed, store) in [first, second].enumerated() {
                        var generator = SeededGenerator(seed: UInt64(seed))
                        for share in (0..<count).shuffled(using: &generator).split(into: 8) {
                            // A separate ledger, so that the tasks do not share transactions.
                            let tenant = Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
                            group.addTask {
                                for number in share { try await buy(number, of: shop, in: tenant) }
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let orders = "SELECT count(*), count(DISTINCT command_id) FROM josk.orders"
                #expect(try await watched.database.run(orders) == "\(count)|\(count)")
                #expect(try await shop.tenant.audit().isClean)
            }
        }
        #expect(watched.deadlocks == 0)
    }

    /// Buys two products, whose order and whose key depend on the number.
    private func buy(_ number: Int, of shop: Shop, in tenant: Tenant) async throws {
        let products = [number % 5, (number * 3 + 1) % 5]
        _ = try await tenant.purchase(
            by: shop.customers[number % 5],
            lines: products.map { PurchaseLine(shop.products[$0], quantity: 1) },
            idempotencyKey: try IdempotencyKey("same-\(number)"))
    }

    @Test("Two stores neither oversell a scarce product nor exceed a credit limit")
    func scarce() async throws {
        let watched = try await WatchedDatabase.migrated("scarce")
        try await withStore(on: watched.database) { first in
            try await withStore(on: watched.database) { second in
                let shop = try await Shop.open(
                    on: first, customers: 2, creditLimit: 5_000, products: 1, price: 100, stock: 70)
                let sold = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<200 {
                        let tenant = Ledger(store: number % 2 == 0 ? first : second, queue: .patient).tenant(
                            shop.tenant.id)
                        group.addTask {
                            do throws(PurchaseError) {
                                _ = try await tenant.purchase(
                                    by: shop.customers[number / 2 % 2],
                                    lines: [PurchaseLine(shop.products[0], quantity: 1)])
                                return 1
                            } catch {
                                if case .rejected = error { return 0 }
                                throw error
                            }
                        }
                    }
                    return try await group.reduce(0, +)
                }
                #expect(sold == 70)
                #expect(try await shop.tenant.product(shop.products[0])?.stock == 0)
                for customer in shop.customers {
                    let account = try await shop.tenant.customer(customer)
                    #expect((account?.availableCredit.minorUnits ?? -1) >= 0)
                }
                #expect(try await shop.tenant.audit().isClean)
            }
        }
        #expect(watched.deadlocks == 0)
    }
}

extension Array {
    /// Returns the elements in this many parts of about the same size.
    fileprivate func split(into count: Int) -> [[Element]] {
        (0..<count).map { part in stride(from: part, to: self.count, by: count).map { self[$0] } }
    }
}
