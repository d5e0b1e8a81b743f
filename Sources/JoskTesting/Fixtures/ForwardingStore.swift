public import JoskLedger

/// A store that forwards every call to another store.
///
/// Conform to it and implement only the method that your test needs, for example a method that fails or waits.
/// Copy its signature from ``/JoskLedger/Store``: a method whose signature differs compiles, but is never called.
///
///     struct UnreachableStore: ForwardingStore {
///         let store: any Store
///
///         func customer(_: CustomerLookup, in _: Business.ID) async throws(StoreError) -> CustomerAccount? {
///             throw StoreError(.unavailable, outcome: .notCommitted, isRetriable: true, message: "no route")
///         }
///     }
public protocol ForwardingStore: Store {
    /// The store that receives the calls of all methods that the conforming type does not implement.
    var store: any Store { get }
}

extension ForwardingStore {
    /// Calls the same method of ``store``.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        try await store.transact(in: business, work)
    }

    /// Calls the same method of ``store``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> TransactionState {
        try await store.snapshot(of: footprint, in: business)
    }

    /// Calls the same method of ``store``.
    public func customer(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> CustomerAccount? {
        try await store.customer(lookup, in: business)
    }

    /// Calls the same method of ``store``.
    public func product(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> ProductStock? {
        try await store.product(lookup, in: business)
    }

    /// Calls the same method of ``store``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderDetails? {
        try await store.order(lookup, in: business)
    }

    /// Calls the same method of ``store``.
    public func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await store.customers(in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock> {
        try await store.products(in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        try await store.orders(by: customer, in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledgerEntries(of: customer, in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await store.lastEntry(of: customer, in: business, asOf: time)
    }

    /// Calls the same method of ``store``.
    public func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        try await store.payments(reference: reference, in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        try await store.stockMovements(of: product, in: business, page: page)
    }

    /// Calls the same method of ``store``.
    public func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        try await store.scan(rowsIn: business, by: order, into: initial, step)
    }
}
