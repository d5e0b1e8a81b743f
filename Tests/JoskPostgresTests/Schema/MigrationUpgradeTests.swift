import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Upgrades of a database with data")
struct MigrationUpgradeTests {
    /// Runs a body with a store that has passed its startup check on the schema of the first migration.
    ///
    /// A store of the version before would be in this state.
    private func withOldStore<Value>(
        on database: TestDatabase, _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        #expect(try await database.run(.first(1)) == [1])
        // The current library refuses that schema as too old. It checks only once, so for that time the other
        // migrations are recorded as applied.
        let rest = Migration.all[1...].map { step in
            "INSERT INTO josk.migrations VALUES (\(step.version), '\(step.name)', '\\x\(step.checksum)')"
        }
        try await database.run(rest.joined(separator: ";"))
        return try await withStore(on: database) { store in
            _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
            try await database.run("DELETE FROM josk.migrations WHERE version > 1")
            return try await body(store)
        }
    }

    /// Creates facts of every kind.
    private func trade(in shop: Shop) async throws {
        let (tenant, customer, product) = (shop.tenant, shop.customers[0], shop.products[0])
        for number in 0..<5 {
            let order = try await tenant.purchase(
                by: customer, lines: shop.products.map { PurchaseLine($0, quantity: 2) })
            if number < 2 {
                _ = try await tenant.refund(
                    order: order.orderID,
                    lines: [RefundRequestLine(lineNumber: 1, quantity: 1, restock: number == 0)])
            }
        }
        _ = try await tenant.recordPayment(of: .gbp(minorUnits: 300), by: customer)
        _ = try await tenant.changeCreditLimit(of: customer, to: .gbp(minorUnits: 90_000))
        _ = try await tenant.receiveGoods(of: product, quantity: 7)
        _ = try await tenant.adjustStock(of: product, by: -1, reason: "broken")
    }

    private func rows(in shop: Shop, on store: PostgresStore) async throws -> Set<StoredRow> {
        try await store.scan(rowsIn: shop.tenant.id, by: .owner, into: []) { rows, row in rows.insert(row) }
    }

    @Test("An upgrade changes no row, keeps the audit clean, and works for old and new stores")
    func changesNothing() async throws {
        let database = try await TestDatabase.empty("upgrade")
        try await withOldStore(on: database) { old in
            let shop = try await Shop.open(on: old, customers: 2, products: 3)
            try await trade(in: shop)
            let (rows, digests) = (try await rows(in: shop, on: old), try await database.digests())
            #expect(digests.count == SchemaTables.ofTenants.count + 1)
            #expect(try await database.run(.first(Migration.all.count)) == [2])
            #expect(try await database.digests() == digests)
            try await withStore(on: database) { new in
                #expect(try await self.rows(in: shop, on: new) == rows)
                let tenant = Ledger(store: new, queue: .patient).tenant(shop.tenant.id)
                #expect(try await tenant.audit().isClean)
                _ = try await tenant.purchase(
                    by: shop.customers[1], lines: [PurchaseLine(shop.products[1], quantity: 1)])
            }
            // The old store passed its check before: this migration changes nothing for it.
            try await trade(in: shop)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("An upgrade that fails on the data changes no row or catalog, and names the constraint")
    func failsWhole() async throws {
        let database = try await TestDatabase.empty("half_way")
        try await withOldStore(on: database) { old in
            let shop = try await Shop.open(on: old, customers: 2, products: 3)
            try await trade(in: shop)
            let (rows, digests) = (try await rows(in: shop, on: old), try await database.digests())
            #expect(try await database.run(.first(2)) == [2])
            let catalogs = try await database.ownCatalogs()
            let step = Migration(
                version: 3, name: "points",
                statements: [
                    "CREATE TABLE josk.points (n int)",
                    "ALTER TABLE josk.customers ADD COLUMN points int NOT NULL DEFAULT 7",
                    "ALTER TABLE josk.stock_movements ADD CONSTRAINT nothing_leaves CHECK (quantity > 0)",
                ])
            let error = await database.failure(of: .first(2, then: [step]))
            guard case .failed("23514", let message) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(message.contains("nothing_leaves"))
            #expect(try await database.ownCatalogs() == catalogs)
            #expect(try await database.digests() == digests)
            #expect(try await self.rows(in: shop, on: old) == rows)
            try await trade(in: shop)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("Stores of the old version buy and read without a failure during an upgrade")
    func underLoad() async throws {
        let database = try await TestDatabase.empty("serving")
        try await withOldStore(on: database) { old in
            let shop = try await Shop.open(
                on: old, customers: 4, creditLimit: 1_000_000_000, products: 3, stock: 1_000_000)
            let counts = try await withThrowingTaskGroup(of: Int.self) { group in
                // Each on a separate ledger, so that the buyers do not share a connection.
                for buyer in 0..<4 { group.addTask { try await buy(as: buyer, in: shop.elsewhere) } }
                #expect(
                    try await eventually {
                        try await old.customer(.id(shop.customers[0]), in: shop.tenant.id)
                            .map { $0.orderCount > 3 } ?? false
                    })
                #expect(try await database.run(.first(Migration.all.count)) == [2])
                group.cancelAll()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let orders = try await database.run("SELECT count(*) FROM josk.orders")
            #expect(orders == "\(counts.reduce(0, +))")
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    /// Buys and reads until the task is cancelled, and returns the number of orders.
    private func buy(as buyer: Int, in shop: Shop) async throws -> Int {
        var count = 0
        while !Task.isCancelled {
            // In a separate task, which is not cancelled.
            try await Task {
                _ = try await shop.tenant.purchase(
                    by: shop.customers[buyer], lines: shop.products.map { PurchaseLine($0, quantity: 1) })
                _ = try await shop.tenant.customer(shop.customers[buyer])
            }.value
            count += 1
        }
        return count
    }
}
