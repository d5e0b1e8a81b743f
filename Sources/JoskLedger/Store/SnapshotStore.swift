/// A store that can take a snapshot of a business and read it row by row: one in memory, or on a database that lives
/// in the process, such as SQLite. Write ``read(in:_:)``, ``Store/transact(in:_:)`` and a ``BusinessReader``; every
/// other read of a ``Store`` follows from them.
///
/// A store that asks a server is better off with ``Store`` itself, where each read can be one round trip.
public protocol SnapshotStore: Store {
    /// What reads a snapshot.
    associatedtype Reader: BusinessReader

    /// The time, for answers that change nothing.
    var now: Timestamp { get }

    /// Runs a body on one snapshot of a business, which shows every transaction that returned before this was called.
    ///
    /// The body may run on any thread, and again from its beginning on a new snapshot; the reader is of no use after it. A
    /// task that was cancelled may end it with ``StoreError/Code/cancelled``.
    ///
    /// - Throws: What the body throws, or why there is no snapshot, with the outcome ``StoreError/Outcome/notCommitted``.
    func read<Output: Sendable>(
        in business: Business.ID, _ body: @escaping @Sendable (Reader) throws(StoreError) -> Output
    ) async throws(StoreError) -> Output
}

extension SnapshotStore {
    /// See ``Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> TransactionState {
        // Not before there is a snapshot: what it shows may be newer.
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.state(of: footprint, in: business, now: now)
        }
    }

    /// See ``Store/customer(_:in:)``.
    public func customer(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> CustomerAccount? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.customer(lookup) }
    }

    /// See ``Store/product(_:in:)``.
    public func product(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> ProductStock? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.product(lookup) }
    }

    /// See ``Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderDetails? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.order(lookup) }
    }

    /// See ``Store/customers(in:page:)``.
    public func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await read(in: business) { (reader) throws(StoreError) in try reader.customers(page: page) }
    }

    /// See ``Store/products(in:page:)``.
    public func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock> {
        try await read(in: business) { (reader) throws(StoreError) in try reader.products(page: page) }
    }

    /// See ``Store/orders(by:in:page:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.orders(by: customer, page: page)
        }
    }

    /// See ``Store/ledgerEntries(of:in:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.ledgerEntries(of: customer, page: page)
        }
    }

    /// See ``Store/lastEntry(of:in:asOf:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.lastEntry(of: customer, asOf: time)
        }
    }

    /// See ``Store/payments(reference:in:page:)``.
    public func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.payments(reference: reference, page: page)
        }
    }

    /// See ``Store/stockMovements(of:in:page:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.stockMovements(of: product, page: page)
        }
    }

    /// See ``Store/scan(rowsIn:by:into:_:)``.
    public func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        try await read(in: business) { (reader) throws(StoreError) in
            var result = initial
            try reader.forEachRow(by: order) { step(&result, $0) }
            return result
        }
    }
}
