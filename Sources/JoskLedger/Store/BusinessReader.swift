/// Reads one business in one snapshot, row by row and without waiting: on a transaction of a database that lives in
/// the process, or on tables in memory.
///
/// Whoever writes a ``SnapshotStore`` writes one, and gets the store's reads and the state of a footprint from it. It is
/// used by one thread at a time, within its snapshot and never after it.
///
/// For a business that does not exist everything is nil or empty.
public protocol BusinessReader {
    /// The business, if it exists.
    func business() throws(StoreError) -> Business?
    /// A customer and where the ledger stands.
    func customer(_ lookup: CustomerLookup) throws(StoreError) -> CustomerAccount?
    /// A product and its stock.
    func product(_ lookup: ProductLookup) throws(StoreError) -> ProductStock?
    /// An order with its lines and refunds.
    func order(_ lookup: OrderLookup) throws(StoreError) -> OrderDetails?
    /// A payment, and whether it was reversed; nil if there is no such entry, or one of another kind.
    func payment(_ id: Payment.ID) throws(StoreError) -> Payment?
    /// The accepted command of a key.
    func journalEntry(_ key: IdempotencyKey) throws(StoreError) -> JournalEntry?

    /// A page of the customers, by identifier.
    func customers(page: PageRequest<CustomerAccount>) throws(StoreError) -> Page<CustomerAccount>
    /// A page of the products, by identifier.
    func products(page: PageRequest<ProductStock>) throws(StoreError) -> Page<ProductStock>
    /// A page of a customer's orders with their refunds, by ``Order/number``.
    func orders(by customer: Customer.ID, page: PageRequest<OrderDetails>) throws(StoreError) -> Page<
        OrderDetails
    >
    /// A page of a customer's ledger, by ``LedgerEntry/sequence``.
    func ledgerEntries(
        of customer: Customer.ID, page: PageRequest<LedgerEntry>
    ) throws(StoreError) -> Page<LedgerEntry>
    /// The last entry of a customer's ledger whose ``LedgerEntry/recordedAt`` is not after a time.
    func lastEntry(of customer: Customer.ID, asOf time: Timestamp) throws(StoreError) -> LedgerEntry?
    /// A page of the payments with a reference, over all customers, by ``Payment/id``.
    func payments(
        reference: PaymentReference, page: PageRequest<Payment>
    ) throws(StoreError) -> Page<Payment>
    /// A page of a product's stock movements, by ``StockMovement/sequence``.
    func stockMovements(
        of product: Product.ID, page: PageRequest<StockMovement>
    ) throws(StoreError) -> Page<StockMovement>

    /// Hands out the rows that a ``RowOrder`` asks for, one by one, in that sequence. No more than one need be in
    /// memory.
    func forEachRow(by order: RowOrder, _ visit: (StoredRow) -> Void) throws(StoreError)
}

extension BusinessReader {
    /// The state of a footprint, and of no more: with each order its customer and the products on its lines.
    ///
    /// For a transaction, call it when the lock that keeps other writers out is held, and keep that lock until the
    /// commit. Read before the lock, two transactions sell the same stock.
    ///
    /// - Parameters:
    ///   - footprint: What to load.
    ///   - business: The business that this reads.
    ///   - now: The time of the transaction.
    public func state(
        of footprint: Footprint, in business: Business.ID, now: Timestamp
    ) throws(StoreError) -> TransactionState {
        var rows = LoadedRows()
        rows.business = try self.business()
        for id in footprint.orders { if let record = try order(.id(id)) { rows.orders.append(record) } }
        let customers = footprint.customers.union(rows.orders.lazy.map(\.order.customerID))
        let products = footprint.products.union(rows.orders.lazy.flatMap(\.order.lines).map(\.productID))
        for id in customers { if let account = try customer(.id(id)) { rows.customers.append(account) } }
        for id in products { if let item = try product(.id(id)) { rows.products.append(item) } }
        for id in footprint.payments { if let payment = try payment(id) { rows.payments.append(payment) } }
        for key in footprint.keys { if let entry = try journalEntry(key) { rows.journal.append(entry) } }
        for reference in footprint.customerReferences {
            rows.customersByReference[reference] = try customer(.reference(reference))?.id
        }
        for sku in footprint.skus { rows.productsBySKU[sku] = try product(.sku(sku))?.id }
        for reference in footprint.orderReferences {
            rows.ordersByReference[reference] = try order(.reference(reference))?.id
        }
        return TransactionState(of: business, footprint: footprint, rows: rows, now: now)
    }
}
