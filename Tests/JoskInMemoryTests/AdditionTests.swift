import JoskInMemory
import JoskLedger
import JoskTesting
import Synchronization
import Testing

@Suite("Bulk additions")
struct AdditionTests {
    /// A store that counts transactions, and fails from a given one on.
    final class FailingStore: ForwardingStore {
        let store: any Store = InMemoryStore()
        private let firstFailure: Int
        private let transactions = Atomic(0)

        init(fromTransaction firstFailure: Int) { self.firstFailure = firstFailure }

        var count: Int { transactions.load(ordering: .relaxed) }

        func transact<Output: Sendable>(
            in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
        ) async throws(StoreError) -> Output? {
            let number = transactions.add(1, ordering: .relaxed).newValue
            if number >= firstFailure {
                throw StoreError(.timedOut, outcome: .unknown, isRetriable: true, message: "too late")
            }
            return try await store.transact(in: business, work)
        }
    }

    private func products(_ count: Int) throws -> [NewProduct] {
        try (0..<count).map {
            NewProduct(sku: try SKU("SKU \($0)"), name: "Product", price: .gbp(minorUnits: 1))
        }
    }

    @Test("A bulk addition of 1,000 products takes five transactions")
    func transactions() async throws {
        let store = FailingStore(fromTransaction: .max)
        let shop = try await Shop.open(on: store, customers: 0, products: 0)
        let before = store.count
        let outcomes = await shop.tenant.addProducts(try products(1_000))
        #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
        #expect(store.count - before == 5)
    }

    @Test("A failed transaction leaves its additions with an unknown outcome and the later ones untried")
    func failure() async throws {
        // The first transaction creates the business, the second adds 200 products, the third fails.
        let store = FailingStore(fromTransaction: 3)
        let shop = try await Shop.open(on: store, customers: 0, products: 0)
        let outcomes = await shop.tenant.addProducts(try products(650))
        #expect(store.count == 3)
        #expect(outcomes.count == 650)
        let failures = outcomes.map { outcome -> StoreError.Outcome? in
            if case .failure(.store(let failure)) = outcome { failure.outcome } else { nil }
        }
        #expect(failures[..<200].allSatisfy { $0 == nil })
        #expect(failures[200..<400].allSatisfy { $0 == .unknown })
        #expect(failures[400...].allSatisfy { $0 == .notCommitted })
    }

    @Test("A bulk addition in a cancelled task adds nothing")
    func cancellation() async throws {
        let shop = try await Shop.open(on: InMemoryStore(), customers: 0, products: 0)
        let products = try products(3)
        let adding = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await shop.tenant.addProducts(products)
        }
        let outcomes = await adding.value
        #expect(
            outcomes.allSatisfy {
                if case .failure(.store(let failure)) = $0 {
                    failure.code == .cancelled && failure.outcome == .notCommitted
                } else {
                    false
                }
            })
        #expect(try await shop.tenant.products().elements.isEmpty)
    }

    @Test("A bulk addition that is cancelled stops after the current transaction and reports each outcome")
    func cancellationMeanwhile() async throws {
        let store = GatedStore(.after)
        let shop = try await Shop.open(on: store, customers: 0, products: 0)
        let products = try products(650)
        await store.gate.close()
        let adding = Task { await shop.tenant.addProducts(products) }
        // The first of four transactions is committed, but its result is not yet returned.
        await store.gate.until(1)
        adding.cancel()
        await store.gate.open()
        let outcomes = await adding.value
        #expect(outcomes[..<200].allSatisfy { (try? $0.get()) != nil })
        #expect(
            outcomes[200...].allSatisfy {
                if case .failure(.store(let failure)) = $0 {
                    failure.code == .cancelled && failure.outcome == .notCommitted
                } else {
                    false
                }
            })
        #expect(try await shop.tenant.audit().counts.products == 200)
    }

    @Test("An empty bulk addition runs no transaction")
    func nothing() async throws {
        let store = FailingStore(fromTransaction: 1)
        #expect(await Ledger(store: store, queue: .patient).tenant(Business.ID()).addCustomers([]).isEmpty)
        #expect(store.count == 0)
    }

    @Test("An audit accepts a caller's key that looks like a key of the engine")
    func foreignKey() async throws {
        let shop = try await Shop.open(on: InMemoryStore())
        try await shop.tenant.recordPayment(
            of: .gbp(minorUnits: 1), by: shop.customers[0], idempotencyKey: "josk:hello")
        #expect(try await shop.tenant.audit().isClean)
    }

    @Test("A bulk addition to an unknown business fails for each element with unknownBusiness")
    func unknownBusiness() async throws {
        let tenant = Ledger(store: InMemoryStore(), queue: .patient).tenant(Business.ID())
        let outcomes = await tenant.addProducts(try products(2))
        #expect(outcomes == Array(repeating: .failure(.unknownBusiness(tenant.id)), count: 2))
    }
}
