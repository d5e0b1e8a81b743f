/// A store that takes a snapshot of a business and reads it row by row, in memory or in an embedded database.
///
/// Implement ``read(in:_:)``, ``Store/transact(in:_:)`` and a ``BusinessReader``. Every other read of a ``Store`` has a
/// default implementation on top of them. SQLite is an example of an embedded database.
///
/// A store on a database server should implement ``Store`` directly, because then each read can be one round trip.
public protocol SnapshotStore: Store {
    /// The type that reads a snapshot.
    associatedtype Reader: BusinessReader

    /// The current time, for requests that change nothing.
    var now: Timestamp { get }

    /// Runs a body on one snapshot of a business.
    ///
    /// The snapshot shows every transaction that returned before this call. The body may run on any thread. It may also
    /// run again from its beginning, on a new snapshot. The reader must not be used after the body returns. If the task
    /// is cancelled, the read may fail with ``StoreError/Code/cancelled``.
    ///
    /// - Throws: The body's error, or an error with the outcome ``StoreError/Outcome/notCommitted`` if no snapshot can
    ///   be taken.
    func read<Output: Sendable>(
        in business: Business.ID, _ body: @escaping @Sendable (Reader) throws(StoreError) -> Output
    ) async throws(StoreError) -> Output
}

extension SnapshotStore {
    /// Reads the rows that a footprint names, in one snapshot; implements ``Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> TransactionState {
        // `now` is read after the snapshot is taken. An earlier time could precede the rows in the snapshot.
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.state(of: footprint, in: business, now: now)
        }
    }

    /// Returns a customer from a new snapshot; see ``Store/customer(_:in:)``.
    public func customer(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> CustomerAccount? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.customer(lookup) }
    }

    /// Returns a product from a new snapshot; see ``Store/product(_:in:)``.
    public func product(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> ProductStock? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.product(lookup) }
    }

    /// Returns an order from a new snapshot; see ``Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderDetails? {
        try await read(in: business) { (reader) throws(StoreError) in try reader.order(lookup) }
    }

    /// Returns a page of the customers from a new snapshot; see ``Store/customers(in:page:)``.
    public func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await read(in: business) { (reader) throws(StoreError) in try reader.customers(page: page) }
    }

    /// Returns a page of the products from a new snapshot; see ``Store/products(in:page:)``.
    public func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock> {
        try await read(in: business) { (reader) throws(StoreError) in try reader.products(page: page) }
    }

    /// Returns a page of a customer's orders from a new snapshot; see ``Store/orders(by:in:page:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.orders(by: customer, page: page)
        }
    }

    /// Returns a page of a customer's ledger from a new snapshot; see ``Store/ledgerEntries(of:in:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.ledgerEntries(of: customer, page: page)
        }
    }

    /// Returns the last entry of a customer's ledger as of a time, from a new snapshot; see
    /// ``Store/lastEntry(of:in:asOf:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.lastEntry(of: customer, asOf: time)
        }
    }

    /// Returns a page of the payments with a reference from a new snapshot; see ``Store/payments(reference:in:page:)``.
    public func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.payments(reference: reference, page: page)
        }
    }

    /// Returns a page of a product's stock movements from a new snapshot; see ``Store/stockMovements(of:in:page:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        try await read(in: business) { (reader) throws(StoreError) in
            try reader.stockMovements(of: product, page: page)
        }
    }

    /// Scans the rows of a business in a new snapshot; see ``Store/scan(rowsIn:by:into:_:)``.
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
