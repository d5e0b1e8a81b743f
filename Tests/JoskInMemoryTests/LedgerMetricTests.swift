import JoskInMemory
import JoskLedger
import JoskTesting
import Metrics
import MetricsTestKit
import Synchronization
import Testing

@Suite("The meters of a ledger")
struct LedgerMetricTests {
    /// Fails with what is set, and works otherwise.
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

    /// A shop's tenant whose commands are counted.
    private func tenant(of shop: Shop, on store: any Store) -> Tenant {
        Ledger(store: store, queue: .patient, metrics: metrics).tenant(shop.tenant.id)
    }

    /// How often there was each outcome of a kind of command, without those that there were none of.
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

    @Test("count a command that was accepted, and its replay, and time both")
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

    @Test("count a rejection once, and each of its reasons once, however many lines say the same")
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
            try await tenant.rename(customer: Customer.ID(), to: "Nobody")
        }
        #expect(reasons("rename-customer") == ["unknown_customer": 1])
    }

    @Test("count a key that was used, and a business that there is not")
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

    @Test("tell apart what did not happen, what nobody knows, and what cannot be read")
    func failed() async throws {
        let store = FailingStore()
        let shop = try await Shop.open(on: store)
        let tenant = tenant(of: shop, on: store)
        for (code, outcome): (StoreError.Code, StoreError.Outcome) in [
            (.busy, .notCommitted), (.unavailable, .notCommitted), (.timedOut, .unknown),
            (.unreadable, .committed),
            // Nobody has cancelled anything: that is the store's mistake.
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

    @Test("count a command whose task was cancelled before the store had it")
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

    @Test("count each of many that share a transaction; those that were not tried took no time")
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

    @Test("are those of the factory that is everybody's when the ledger is made, unless it is given one")
    func factory() async throws {
        let store = InMemoryStore()
        let (everybodys, own) = (TestMetrics(), TestMetrics())
        let ledgers = withMetricsFactory(everybodys) {
            (Ledger(store: store, queue: .patient), Ledger(store: store, queue: .patient, metrics: own))
        }
        try await ledgers.0.createBusiness(name: "Shop", currency: .gbp)
        #expect(everybodys.counterTotal(label: "josk_commands") == 1)
        #expect(own.counterTotal(label: "josk_commands") == 0)
        try await ledgers.1.createBusiness(name: "Shop", currency: .gbp)
        #expect(everybodys.counterTotal(label: "josk_commands") == 1)
        #expect(own.counterTotal(label: "josk_commands") == 1)
    }

    @Test("are all made with the ledger, and none is made by what happens")
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
