import JoskInMemory
import JoskLedger
import JoskTesting
import Metrics
import MetricsTestKit
import Synchronization
import Testing

@Suite("The metrics of a ledger")
struct LedgerMetricTests {
    /// A store that fails with the error that is set, and works if none is set.
    final class FailingStore: ForwardingStore {
        let store: any Store = InMemoryStore()
        private let failure = Mutex(StoreError?.none)

        func fail(with error: StoreError?) { failure.withLock { $0 = error } }

        func transact<Output: Sendable>(
            in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
        ) async throws(StoreError) -> Output? {
            if let error = failure.withLock({ $0 }) { throw error }
            return try await store.transact(in: business, work)
        }
    }

    private let metrics = TestMetrics()

    /// Returns a shop's tenant whose commands are counted.
    private func tenant(of shop: Shop, on store: any Store) -> Tenant {
        Ledger(store: store, queue: .patient, metrics: metrics).tenant(shop.tenant.id)
    }

    /// Returns the count of each outcome of a kind of command, without counts of zero.
    private func outcomes(_ kind: String) -> [String: Int64] {
        counts("josk_commands", "outcome", of: kind)
    }

    private func reasons(_ kind: String) -> [String: Int64] { counts("josk_rejections", "reason", of: kind) }

    private func counts(_ label: String, _ dimension: String, of kind: String) -> [String: Int64] {
        metrics.counters(label: label, dimensions: [("kind", kind)]).reduce(into: [:]) { counts, counter in
            let value = counter.dimensions.first { $0.0 == dimension }?.1
            if let value, counter.totalValue > 0 { counts[value] = counter.totalValue }
        }
    }

    private func durations(_ kind: String) throws -> [Int64] {
        try metrics.expectTimer("josk_command_duration", [("kind", kind)]).values
    }

    @Test("The metrics count and time an accepted command and its replay")
    func accepted() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store)
        let tenant = tenant(of: shop, on: store)
        #expect(outcomes("purchase") == [:])
        for _ in 1...2 {
            try await tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                idempotencyKey: "once")
        }
        #expect(outcomes("purchase") == ["accepted": 2])
        #expect(reasons("purchase") == [:])
        let durations = try durations("purchase")
        #expect(durations.count == 2)
        #expect(durations.allSatisfy { $0 > 0 })
        #expect(metrics.counterTotal(label: "josk_commands") == 2)
    }

    @Test("The metrics count a rejection once and each of its reasons once, for any number of lines")
    func rejected() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store, creditLimit: 100, products: 2, price: 100, stock: 3)
        let tenant = tenant(of: shop, on: store)
        await #expect(throws: PurchaseError.self) {
            try await tenant.purchase(
                by: shop.customers[0], lines: shop.products.map { PurchaseLine($0, quantity: 4) })
        }
        #expect(outcomes("purchase") == ["rejected": 1])
        #expect(reasons("purchase") == ["insufficient_stock": 1, "insufficient_credit": 1])
        #expect(try durations("purchase").count == 1)
        await #expect(throws: (any Error).self) {
            try await tenant.rename(customer: Customer.ID(), to: "Eve")
        }
        #expect(reasons("rename-customer") == ["unknown_customer": 1])
    }

    @Test("The metrics count commands with a reused key and commands to an unknown business")
    func refused() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store)
        let ledger = Ledger(store: store, queue: .patient, metrics: metrics)
        for quantity: Int64 in [1, 2] {
            _ = try? await ledger.tenant(shop.tenant.id).receiveGoods(
                of: shop.products[0], quantity: quantity, idempotencyKey: "once")
            _ = try? await ledger.tenant(Business.ID()).receiveGoods(
                of: shop.products[0], quantity: quantity)
        }
        #expect(outcomes("receive-goods") == ["accepted": 1, "key_reused": 1, "unknown_business": 2])
        let id = Business.ID()
        for name: Name in ["Shop", "Shop", "Other"] {
            _ = try? await ledger.createBusiness(id: id, name: name, currency: .gbp)
        }
        #expect(outcomes("create-business") == ["accepted": 2, "key_reused": 1])
    }

    @Test("The metrics distinguish failures, unknown outcomes and unreadable receipts")
    func failed() async throws {
        let store = FailingStore()
        let shop = try await Shop.open(on: store)
        let tenant = tenant(of: shop, on: store)
        for (code, outcome): (StoreError.Code, StoreError.Outcome) in [
            (.busy, .notCommitted), (.unavailable, .notCommitted), (.timedOut, .unknown),
            (.unreadable, .committed),
            // The task was not cancelled: this error is the store's mistake.
            (.cancelled, .notCommitted),
        ] {
            store.fail(with: StoreError(code, outcome: outcome, isRetriable: false, message: "test"))
            _ = try? await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        }
        #expect(
            outcomes("receive-goods") == [
                "failed": 3, "unknown_outcome": 1, "unreadable_receipt": 1,
            ])
        #expect(try durations("receive-goods").count == 5)
    }

    @Test("The metrics count a command whose task was cancelled before the store took the command")
    func cancelled() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store)
        let tenant = tenant(of: shop, on: store)
        await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try? await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        }.value
        #expect(outcomes("receive-goods") == ["cancelled": 1])
    }

    @Test("The metrics count each command of a bulk addition, and record no duration for untried ones")
    func many() async throws {
        let store = FailingStore()
        let shop = try await Shop.open(on: store, products: 0)
        let tenant = tenant(of: shop, on: store)
        let products = try (0..<450).map {
            NewProduct(sku: try SKU("SKU \($0)"), name: "Product", price: .gbp(minorUnits: 1))
        }
        _ = await tenant.addProducts(products)
        #expect(outcomes("add-product") == ["accepted": 450])
        #expect(try durations("add-product").count == 450)
        store.fail(with: StoreError(.timedOut, outcome: .unknown, isRetriable: true, message: "test"))
        _ = await tenant.addProducts(products)
        #expect(outcomes("add-product") == ["accepted": 450, "unknown_outcome": 200, "failed": 250])
        #expect(try durations("add-product").count == 650)
    }

    @Test("A ledger uses the metrics factory that is global at its creation, unless it is given its own")
    func factory() async throws {
        let store = InMemoryStore()
        let (global, own) = (TestMetrics(), TestMetrics())
        let ledgers = withMetricsFactory(global) {
            (Ledger(store: store, queue: .patient), Ledger(store: store, queue: .patient, metrics: own))
        }
        try await ledgers.0.createBusiness(name: "Shop", currency: .gbp)
        #expect(global.counterTotal(label: "josk_commands") == 1)
        #expect(own.counterTotal(label: "josk_commands") == 0)
        try await ledgers.1.createBusiness(name: "Shop", currency: .gbp)
        #expect(global.counterTotal(label: "josk_commands") == 1)
        #expect(own.counterTotal(label: "josk_commands") == 1)
    }

    @Test("All metrics are created with the ledger, and commands create none")
    func areMadeOnce() async throws {
        let store = InMemoryStore()
        let shop = try await Shop.open(on: store)
        let tenant = tenant(of: shop, on: store)
        let before = (metrics.counters.count, metrics.timers.count)
        _ = try? await tenant.receiveGoods(of: Product.ID(), quantity: 1)
        try await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        #expect((metrics.counters.count, metrics.timers.count) == before)
    }
}
