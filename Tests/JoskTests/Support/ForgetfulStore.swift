import JoskInMemory
import JoskLedger

/// A store that loses every stock movement by the time of the audit.
struct ForgetfulStore: Store {
    private let store = InMemoryStore()

    func transact<Output: Sendable>(
        for business: Business.ID, _ work: @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        try await store.transact(for: business, work)
    }

    func snapshot(of footprint: Footprint, for business: Business.ID) async throws(StoreError) -> State {
        try await store.snapshot(of: footprint, for: business)
    }

    func account(_ lookup: CustomerLookup, of business: Business.ID) async throws(StoreError) -> Account? {
        try await store.account(lookup, of: business)
    }

    func item(_ lookup: ProductLookup, of business: Business.ID) async throws(StoreError) -> InventoryItem? {
        try await store.item(lookup, of: business)
    }

    func order(_ lookup: OrderLookup, of business: Business.ID) async throws(StoreError) -> OrderRecord? {
        try await store.order(lookup, of: business)
    }

    func orders(
        by customer: Customer.ID, of business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<OrderRecord> {
        try await store.orders(by: customer, of: business, page)
    }

    func ledger(
        of customer: Customer.ID, of business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledger(of: customer, of: business, page)
    }

    func fold<Result: Sendable>(
        factsOf business: Business.ID, into initial: Result, _ step: @Sendable (inout Result, Fact) -> Void
    ) async throws(StoreError) -> Result {
        try await store.fold(factsOf: business, into: initial) { result, fact in
            if case .movement = fact { return }
            step(&result, fact)
        }
    }
}
