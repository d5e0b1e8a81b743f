import JoskLedger
import JoskTesting
import Testing

@Suite("Batches of two hundred commands on PostgreSQL", .timeLimit(.minutes(10)))
struct QueuePoisonTests {
    /// The damage that a superuser has done to the rows that one command needs.
    enum Damage: CaseIterable, Sendable {
        /// The product's stock differs from its last movement: its next movement breaks the chain (23503).
        case stock
        /// The customer has no ledger: the loaded customer cannot become an account.
        case ledger

        func inflict(on shop: Shop, _ buyer: Int, in database: TestDatabase) async throws {
            switch self {
            case .stock:
                try await database.run(
                    "UPDATE josk.products SET stock = stock + 1 WHERE id = '\(shop.products[1])'")
            case .ledger:
                try await database.run(
                    """
                    SET session_replication_role = replica; ALTER TABLE josk.ledger_entries DISABLE TRIGGER ALL;
                    DELETE FROM josk.ledger_entries WHERE customer_id = '\(shop.customers[buyer])';
                    ALTER TABLE josk.ledger_entries ENABLE TRIGGER ALL
                    """)
            }
        }

        var code: StoreError.Code {
            switch self {
            case .stock: .contractViolation
            case .ledger: .unreadable
            }
        }

        /// Returns the identifier of the product or customer whose rows an audit names, and no others.
        func damaged(_ shop: Shop, _ buyer: Int) -> String {
            switch self {
            case .stock: "\(shop.products[1])"
            case .ledger: "\(shop.customers[buyer])"
            }
        }
    }

    private static let poisoned = 117

    @Test(
        "A command of a batch that needs damaged rows fails alone, with its own key",
        arguments: Damage.allCases)
    func failsAlone(_ damage: Damage) async throws {
        let database = try await TestDatabase.migrated("queue_poison")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 200, products: 2, stock: 1_000)
            try await damage.inflict(on: shop, Self.poisoned, in: database)
            let buyers = try shop.customers.enumerated().map { number, customer in
                let product = shop.products[number == Self.poisoned ? 1 : 0]
                return try Buyer("buyer \(number)", customer, [PurchaseLine(product, quantity: 1)])
            }
            let held = HeldStore(store)
            let results = try await held.together(buyers, in: shop.tenant.queued(on: held))

            #expect(results.count(where: \.isBought) == 199)
            let failures = results.compactMap(\.failure)
            #expect(failures.map(\.key) == [buyers[Self.poisoned].key])
            #expect(failures.map(\.outcome) == [.notCommitted])
            #expect(failures.map(\.code) == [damage.code])

            // First all commands together, then halves down to the one command.
            #expect(held.batches.first == 200)
            #expect(held.batches.count <= 17)
            let journal = try await database.run(
                "SELECT count(*), count(DISTINCT xid) FROM josk.journal WHERE key LIKE 'buyer %'")
            let counts = journal.split(separator: "|").compactMap { Int($0) }
            #expect(counts.first == 199)
            #expect((1...8).contains(try #require(counts.last)))

            #expect(try await shop.tenant.product(shop.products[0])?.stock == 1_000 - 199)
            let report = try await shop.tenant.audit()
            #expect(!report.isClean)
            let damaged = damage.damaged(shop, Self.poisoned)
            #expect(
                report.violations.allSatisfy { "\($0.row)".contains(damaged) }, "\(report.violations)")
        }
    }

    @Test("Two hundred commands without a failure are decided in one transaction")
    func oneTransaction() async throws {
        let database = try await TestDatabase.migrated("queue_one")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 200, stock: 150)
            let buyers = try shop.customers.enumerated().map { number, customer in
                try Buyer("buyer \(number)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
            }
            let held = HeldStore(store)
            let results = try await held.together(buyers, in: shop.tenant.queued(on: held))
            #expect(results.count(where: \.isBought) == 150)
            #expect(results.count(where: \.isRejected) == 50)
            #expect(held.batches == [200])
            let journal = "SELECT count(*), count(DISTINCT xid) FROM josk.journal WHERE key LIKE 'buyer %'"
            #expect(try await database.run(journal) == "150|1")
            let bought = Set(results.filter(\.isBought).map { "\($0.buyer.order)" })
            #expect(try await database.orders() == bought)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("No existing SKU conflicts with a placeholder while a batch changes SKUs")
    func skus() async throws {
        let database = try await TestDatabase.migrated("queue_skus")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 1, products: 3)
            let (first, second, third) = (shop.products[0], shop.products[1], shop.products[2])
            // A possible placeholder: products that change together give up their SKUs first.
            _ = try await shop.tenant.changeSKU(of: third, to: try SKU("\u{1}\(first)"))
            let held = HeldStore(store)
            let tenant = shop.tenant.queued(on: held)
            await held.gate.close()
            let sku: SKU = "another"
            async let one = tenant.changeSKU(of: first, to: sku)
            async let other = tenant.rename(product: second, to: "Tea")
            try await tenant.untilWaiting(2)
            await held.gate.open()
            _ = try await (one, other)
            #expect(held.batches == [2])
            #expect(try await shop.tenant.product(first)?.product.sku == sku)
        }
    }
}
