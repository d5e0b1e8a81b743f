import JoskInMemory
import JoskLedger
import JoskTesting
import Synchronization
import Testing

@Suite("Adding many at a time")
struct AdditionTests {
    /// Counts transactions, and fails from one of them on.
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

    @Test("a thousand products take five transactions")
    func transactions() async throws {
        let store = FailingStore(fromTransaction: .max)
        let shop = try await Shop.open(on: store, customers: 0, products: 0)
        let before = store.count
        let outcomes = await shop.tenant.addProducts(try products(1_000))
        #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
        #expect(store.count - before == 5)
    }

    @Test("what shared the transaction that failed is in doubt; what comes after it is not tried")
    func failure() async throws {
        // The first creates the business, the second adds 200 products, the third fails.
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

    @Test("a cancelled task adds nothing")
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

    @Test("a task that is cancelled meanwhile stops between two transactions, and says what it did")
    func cancellationMeanwhile() async throws {
        let store = GatedStore(.after)
        let shop = try await Shop.open(on: store, customers: 0, products: 0)
        let products = try products(650)
        await store.gate.close()
        let adding = Task { await shop.tenant.addProducts(products) }
        // The first of four transactions is written, and not yet answered.
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

    @Test("nothing to add is no transaction")
    func nothing() async throws {
        let store = FailingStore(fromTransaction: 1)
        #expect(await Ledger(store: store, queue: .patient).tenant(Business.ID()).addCustomers([]).isEmpty)
        #expect(store.count == 0)
    }

    @Test("a caller's key that looks like one of the engine's does no harm to an audit")
    func foreignKey() async throws {
        let shop = try await Shop.open(on: InMemoryStore())
        try await shop.tenant.recordPayment(
            of: .gbp(minorUnits: 1), by: shop.customers[0], idempotencyKey: "josk:hello")
        #expect(try await shop.tenant.audit().isClean)
    }

    @Test("for a business that does not exist each is told so")
    func unknownBusiness() async throws {
        let tenant = Ledger(store: InMemoryStore(), queue: .patient).tenant(Business.ID())
        let outcomes = await tenant.addProducts(try products(2))
        #expect(outcomes == Array(repeating: .failure(.unknownBusiness(tenant.id)), count: 2))
    }
}
