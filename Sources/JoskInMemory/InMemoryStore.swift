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

    /// See ``/JoskLedger/Store/accounts(in:page:)``.
    public func accounts(
        in business: Business.ID, page: PageRequest<Account>
    ) async throws(StoreError) -> Page<Account> {
        tables(of: business).accounts(page)
    }

    /// See ``/JoskLedger/Store/items(in:page:)``.
    public func items(
        in business: Business.ID, page: PageRequest<StockItem>
    ) async throws(StoreError) -> Page<StockItem> {
        tables(of: business).items(page)
    }

    /// See ``/JoskLedger/Store/orders(by:in:page:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderRecord>
    ) async throws(StoreError) -> Page<OrderRecord> {
        tables(of: business).orders(by: customer, page)
    }

    /// See ``/JoskLedger/Store/ledgerEntries(of:in:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        tables(of: business).ledgerEntries(of: customer, page)
    }

    /// See ``/JoskLedger/Store/lastEntry(of:in:asOf:)``.
    public func lastEntry(
        of customer: Customer.ID, in business: Business.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        tables(of: business).lastEntry(of: customer, asOf: time)
    }

    /// See ``/JoskLedger/Store/payments(reference:in:page:)``.
    public func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        tables(of: business).payments(reference: reference, page)
    }

    /// See ``/JoskLedger/Store/stockMovements(of:in:page:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
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
