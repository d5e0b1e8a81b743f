public import JoskLedger

/// A store in memory: an actor that runs one transaction at a time, each without a suspension point, which is
/// what isolates them.
///
/// It keeps the whole contract of ``/JoskLedger/Store`` but durability: its data goes with the process. Use
/// it in tests and to try things out.
///
///     let ledger = Ledger(store: InMemoryStore())
public actor InMemoryStore: Store {
    private var tenants: [Business.ID: Tables] = [:]
    private let now: @Sendable () -> Timestamp

    /// An empty store.
    ///
    /// - Parameter now: The time of each transaction; the system's by default. Give a clock of your own to
    ///   test what depends on dates.
    public init(now: @escaping @Sendable () -> Timestamp = { Timestamp.now }) {
        self.now = now
    }

    /// See ``/JoskLedger/Store/transact(in:_:)``. There is no `await` in here, so nothing comes between load
    /// and save.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var state = tables(of: business).state(of: work.footprint, in: business, now: now())
        let output = work.body(&state)
        if !state.changes.isEmpty {
            tenants[business, default: Tables()].append(state.changes)
        }
        return output
    }

    /// See ``/JoskLedger/Store/snapshot(of:in:)``.
    public func snapshot(
        of footprint: Footprint, in business: Business.ID
    ) async throws(StoreError) -> State {
        tables(of: business).state(of: footprint, in: business, now: now())
    }

    /// See ``/JoskLedger/Store/account(_:in:)``.
    public func account(
        _ lookup: CustomerLookup, in business: Business.ID
    ) async throws(StoreError) -> Account? {
        tables(of: business).account(lookup)
    }

    /// See ``/JoskLedger/Store/item(_:in:)``.
    public func item(
        _ lookup: ProductLookup, in business: Business.ID
    ) async throws(StoreError) -> StockItem? {
        tables(of: business).item(lookup)
    }

    /// See ``/JoskLedger/Store/order(_:in:)``.
    public func order(
        _ lookup: OrderLookup, in business: Business.ID
    ) async throws(StoreError) -> OrderRecord? {
        tables(of: business).order(lookup)
    }

    /// See ``/JoskLedger/Store/accounts(in:_:)``.
    public func accounts(
        in business: Business.ID, _ page: PageRequest<Customer.ID>
    ) async throws(StoreError) -> Page<Account, Customer.ID> {
        tables(of: business).accounts(page)
    }

    /// See ``/JoskLedger/Store/items(in:_:)``.
    public func items(
        in business: Business.ID, _ page: PageRequest<Product.ID>
    ) async throws(StoreError) -> Page<StockItem, Product.ID> {
        tables(of: business).items(page)
    }

    /// See ``/JoskLedger/Store/orders(by:in:_:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<OrderRecord, Int64> {
        tables(of: business).orders(by: customer, page)
    }

    /// See ``/JoskLedger/Store/ledgerEntries(of:in:_:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<LedgerEntry, Int64> {
        tables(of: business).ledgerEntries(of: customer, page)
    }

    /// See ``/JoskLedger/Store/lastEntry(of:in:at:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, at time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        tables(of: business).lastEntry(of: customer, at: time)
    }

    /// See ``/JoskLedger/Store/payments(having:in:_:)``.
    public func payments(
        having reference: PaymentReference, in business: Business.ID, _ page: PageRequest<Payment.ID>
    ) async throws(StoreError) -> Page<Payment, Payment.ID> {
        tables(of: business).payments(having: reference, page)
    }

    /// See ``/JoskLedger/Store/stockMovements(of:in:_:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<StockMovement, Int64> {
        tables(of: business).stockMovements(of: product, page)
    }

    /// See ``/JoskLedger/Store/fold(rowsIn:by:into:_:)``.
    public func fold<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        var result = initial
        tables(of: business).forEachRow(by: order) { step(&result, $0) }
        return result
    }

    private func tables(of business: Business.ID) -> Tables { tenants[business] ?? Tables() }
}
