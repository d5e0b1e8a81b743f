/// A synchronous reader of one business in one snapshot.
///
/// The reader reads row by row and never waits: from a transaction of an embedded database, or from tables in memory.
/// Implement it for a ``SnapshotStore``, which derives the store's reads and the state of a footprint from it. It is
/// used by one thread at a time, within its snapshot and never after it.
///
/// For a business that does not exist every result is nil or empty.
public protocol BusinessReader {
    /// Returns the business, or nil if it does not exist.
    func business() throws(StoreError) -> Business?
    /// Returns a customer with the head of the customer's ledger, or nil if the customer does not exist.
    func customer(_ lookup: CustomerLookup) throws(StoreError) -> CustomerAccount?
    /// Returns a product with its stock, or nil if the product does not exist.
    func product(_ lookup: ProductLookup) throws(StoreError) -> ProductStock?
    /// Returns an order with its lines and refunds, or nil if the order does not exist.
    func order(_ lookup: OrderLookup) throws(StoreError) -> OrderDetails?
    /// Returns a payment with its reversal, or nil if the entry does not exist or is of another kind.
    func payment(_ id: Payment.ID) throws(StoreError) -> Payment?
    /// Returns the accepted command with an idempotency key, or nil if there is none.
    func journalEntry(_ key: IdempotencyKey) throws(StoreError) -> JournalEntry?

    /// Returns a page of the customers, ordered by identifier.
    func customers(page: PageRequest<CustomerAccount>) throws(StoreError) -> Page<CustomerAccount>
    /// Returns a page of the products, ordered by identifier.
    func products(page: PageRequest<ProductStock>) throws(StoreError) -> Page<ProductStock>
    /// Returns a page of a customer's orders with their refunds, ordered by ``Order/number``.
    func orders(by customer: Customer.ID, page: PageRequest<OrderDetails>) throws(StoreError) -> Page<
        OrderDetails
    >
    /// Returns a page of a customer's ledger, ordered by ``LedgerEntry/sequence``.
    func ledgerEntries(
        of customer: Customer.ID, page: PageRequest<LedgerEntry>
    ) throws(StoreError) -> Page<LedgerEntry>
    /// Returns the last entry of a customer's ledger whose ``LedgerEntry/recordedAt`` is not after a time, or nil if
    /// there is none.
    func lastEntry(of customer: Customer.ID, asOf time: Timestamp) throws(StoreError) -> LedgerEntry?
    /// Returns a page of the payments with a reference, over all customers, ordered by ``Payment/id``.
    func payments(
        reference: PaymentReference, page: PageRequest<Payment>
    ) throws(StoreError) -> Page<Payment>
    /// Returns a page of a product's stock movements, ordered by ``StockMovement/sequence``.
    func stockMovements(
        of product: Product.ID, page: PageRequest<StockMovement>
    ) throws(StoreError) -> Page<StockMovement>

    /// Calls a closure with each row of the kinds and in the order that a ``RowOrder`` defines.
    ///
    /// An implementation may read the rows one at a time, so that a large business needs little memory.
    func forEachRow(by order: RowOrder, _ visit: (StoredRow) -> Void) throws(StoreError)
}

extension BusinessReader {
    /// Returns the state of a footprint: exactly its rows, and for each order its customer and the products on its
    /// lines.
    ///
    /// In a transaction, call it after the lock that excludes other writers is acquired, and hold that lock until the
    /// commit. If the state is read before the lock is acquired, two transactions can sell the same stock.
    ///
    /// - Parameters:
    ///   - footprint: The rows to load.
    ///   - business: The business that this reader reads.
    ///   - now: The time of the transaction.
    public func state(
        of footprint: Footprint, in business: Business.ID, now: Timestamp
    ) throws(StoreError) -> TransactionState {
        var rows = LoadedRows()
        rows.business = try self.business()
        for id in footprint.orders {
            if let record = try order(.id(id)) { rows.orders.append(RefundableOrder(record)) }
        }
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
