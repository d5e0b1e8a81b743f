import JoskInMemory
import JoskLedger

/// A store that loses every stock movement by the time of the audit.
struct ForgetfulStore: Store {
    private let store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        try await store.transact(in: business, work)
    }

    func snapshot(of footprint: Footprint, in business: Business.ID) async throws(StoreError) -> State {
        try await store.snapshot(of: footprint, in: business)
    }

    func account(_ lookup: CustomerLookup, in business: Business.ID) async throws(StoreError) -> Account? {
        try await store.account(lookup, in: business)
    }

    func item(_ lookup: ProductLookup, in business: Business.ID) async throws(StoreError) -> StockItem? {
        try await store.item(lookup, in: business)
    }

    func order(_ lookup: OrderLookup, in business: Business.ID) async throws(StoreError) -> OrderRecord? {
        try await store.order(lookup, in: business)
    }

    func orders(
        by customer: Customer.ID, in business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<OrderRecord> {
        try await store.orders(by: customer, in: business, page)
    }

    func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledgerEntries(of: customer, in: business, page)
    }

    func fold<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        try await store.fold(rowsIn: business, by: order, into: initial) { result, row in
            if case .stockMovement = row { return }
            step(&result, row)
        }
    }
}
