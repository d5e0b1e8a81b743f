import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Rows that another session has locked, with a queue", .timeLimit(.minutes(10)))
struct QueueContentionTests {
    @Test("A row that another session has locked fails only the command of a batch that needs it")
    func lockedRow() async throws {
        try await withOtherSession("queue_contention") { store, shop, otherSession in
            let buyers = try shop.customers.enumerated().map { number, customer in
                try Buyer("buyer \(number)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
            }
            try await lock(shop.customers[7], with: otherSession)

            let held = HeldStore(store)
            let results = try await held.together(buyers, in: shop.tenant.queued(on: held))
            let failures = results.compactMap(\.failure)
            #expect(failures.map(\.key) == [buyers[7].key])
            #expect(failures.map(\.code) == [.busy])
            #expect(failures.map(\.contended) == [Footprint(customers: [shop.customers[7]])])
            #expect(results.count(where: \.isBought) == 19)
            #expect(held.batches == [20, 19])

            await otherSession.close()
            #expect(await buyers[7].buy(in: shop.tenant).isBought)
            #expect(try await shop.tenant.product(shop.products[0])?.stock == 80)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("A locked row that is needed through an order fails only that order's cancellation")
    func behindAnOrder() async throws {
        try await withOtherSession("queue_contention_order") { store, shop, otherSession in
            let line = PurchaseLine(shop.products[1], quantity: 1)
            let orders = [
                try await shop.tenant.purchase(by: shop.customers[0], lines: [line]).orderID,
                try await shop.tenant.purchase(
                    by: shop.customers[1], lines: [PurchaseLine(shop.products[2], quantity: 1)]
                ).orderID,
            ]
            let buyers = try shop.customers.dropFirst(2).map { customer in
                try Buyer("\(customer)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
            }
            try await lock(shop.products[1], with: otherSession)

            let held = HeldStore(store)
            let tenant = shop.tenant.queued(on: held)
            await held.gate.close()
            let refunds = orders.map { order in
                Task { () async -> StoreError? in
                    do throws(CancelOrderError) {
                        _ = try await tenant.cancel(order: order)
                        return nil
                    } catch .store(let failure) {
                        return failure
                    } catch {
                        Issue.record("\(error)")
                        return nil
                    }
                }
            }
            try await tenant.untilWaiting(2)
            let purchases = buyers.map { buyer in Task { await buyer.buy(in: tenant) } }
            try await tenant.untilWaiting(20)
            await held.gate.open()
            for purchase in purchases { #expect(await purchase.value.isBought) }
            #expect(await refunds[0].value?.contended == Footprint(orders: [orders[0]]))
            #expect(await refunds[1].value == nil)
            #expect(held.batches == [20, 19])
            await otherSession.close()
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    @Test("A fenced key that another session holds fails only the addition of a batch that needs it")
    func fencedKey() async throws {
        try await withOtherSession("queue_contention_fence") { store, shop, otherSession in
            let key: IdempotencyKey = "add"
            let fence = Fence(of: key, in: shop.tenant.id)
            try await run(["SELECT pg_advisory_lock(\(fence.number))"], on: otherSession)

            let held = HeldStore(store)
            let tenant = shop.tenant.queued(on: held)
            await held.gate.close()
            let addition = Task { () async -> StoreError? in
                do throws(AddProductError) {
                    _ = try await tenant.addProduct(
                        sku: "TEA", name: "Tea", price: .gbp(minorUnits: 1), idempotencyKey: key)
                    return nil
                } catch .store(let failure) {
                    return failure
                } catch {
                    Issue.record("\(error)")
                    return nil
                }
            }
            try await tenant.untilWaiting(1)
            let buyers = try shop.customers.map { customer in
                try Buyer("\(customer)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
            }
            let purchases = buyers.map { buyer in Task { await buyer.buy(in: tenant) } }
            try await tenant.untilWaiting(21)
            await held.gate.open()
            for purchase in purchases { #expect(await purchase.value.isBought) }
            let failure = await addition.value
            #expect(failure?.code == .busy)
            #expect(failure?.contended == Footprint(keys: [key]))
            #expect(held.batches == [21, 20])

            await otherSession.close()
            _ = try await shop.tenant.addProduct(
                sku: "TEA", name: "Tea", price: .gbp(minorUnits: 1), idempotencyKey: key)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    /// Runs a body with a shop on a store with a short lock timeout, and with a separate connection.
    private func withOtherSession(
        _ name: String, _ body: (PostgresStore, Shop, PostgresConnection) async throws -> Void
    ) async throws {
        let database = try await TestDatabase.migrated(name)
        var configuration = database.configuration
        configuration.lockTimeout = .milliseconds(300)
        try await withStore(on: database, configuration) { store in
            let otherSession = try await PostgresConnection.connect(
                ConnectionSettings(url: database.url), logger: .silent, by: .now + .seconds(3_600))
            try await body(
                store, try await Shop.open(on: store, customers: 20, products: 3), otherSession)
        }
    }

    private func lock(_ customer: Customer.ID, with connection: PostgresConnection) async throws {
        try await lock("josk.customers WHERE id = '\(customer)'", with: connection)
    }

    private func lock(_ product: Product.ID, with connection: PostgresConnection) async throws {
        try await lock("josk.products WHERE id = '\(product)'", with: connection)
    }

    private func lock(_ rows: String, with connection: PostgresConnection) async throws {
        try await run(["BEGIN", "SELECT FROM \(rows) FOR NO KEY UPDATE"], on: connection)
    }

    private func run(_ statements: [String], on connection: PostgresConnection) async throws {
        try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            for statement in statements { pipeline.append(Statement(statement)) }
            _ = try session.run(pipeline, by: .now + .seconds(3_600))
        }
    }
}
