// Reads see one moment, take no locks, and see whatever returned before they began.

extension Tenant {
    /// The business, or nil if there is none by this identifier.
    public func business() async throws(StoreError) -> Business? {
        try await store.snapshot(of: Footprint(), in: id).businessIfAny
    }

    /// A customer with balance, credit limit and available credit.
    public func customer(_ customerID: Customer.ID) async throws(StoreError) -> Account? {
        try await store.account(.id(customerID), in: id)
    }

    /// A customer by the host's own key.
    public func customer(reference: CustomerReference) async throws(StoreError) -> Account? {
        try await store.account(.reference(reference), in: id)
    }

    /// A product with its stock.
    public func product(_ productID: Product.ID) async throws(StoreError) -> StockItem? {
        try await store.item(.id(productID), in: id)
    }

    /// A product by the host's own key.
    public func product(sku: SKU) async throws(StoreError) -> StockItem? {
        try await store.item(.sku(sku), in: id)
    }

    /// An order with its lines and refunds.
    public func order(_ orderID: Order.ID) async throws(StoreError) -> OrderRecord? {
        try await store.order(.id(orderID), in: id)
    }

    /// An order by the host's own key.
    public func order(reference: OrderReference) async throws(StoreError) -> OrderRecord? {
        try await store.order(.reference(reference), in: id)
    }

    /// A page of the customers, by identifier: in the order in which they were added, where Josk made the
    /// identifiers.
    public func customers(
        _ page: PageRequest<Customer.ID> = PageRequest(.oldestFirst)
    ) async throws(StoreError) -> Page<Account, Customer.ID> {
        try await store.accounts(in: id, page)
    }

    /// A page of the products, by identifier: in the order in which they were added, where Josk made the
    /// identifiers.
    public func products(
        _ page: PageRequest<Product.ID> = PageRequest(.oldestFirst)
    ) async throws(StoreError) -> Page<StockItem, Product.ID> {
        try await store.items(in: id, page)
    }

    /// A page of a customer's orders, the latest first by default. The cursor is ``Order/number``.
    public func orders(
        by customerID: Customer.ID, _ page: PageRequest<Int64> = PageRequest()
    ) async throws(StoreError) -> Page<OrderRecord, Int64> {
        try await store.orders(by: customerID, in: id, page)
    }

    /// A page of a customer's ledger, the latest entries first by default. The cursor is
    /// ``LedgerEntry/sequence``.
    public func ledgerEntries(
        of customerID: Customer.ID, _ page: PageRequest<Int64> = PageRequest()
    ) async throws(StoreError) -> Page<LedgerEntry, Int64> {
        try await store.ledgerEntries(of: customerID, in: id, page)
    }

    /// What a customer owed at a time: the sum of the entries that were recorded until then, that moment
    /// included.
    ///
    /// It goes by when entries were recorded, not by the dates that payments count from. Of a moment that has
    /// only just passed it may yet change: a command takes its time before it commits.
    ///
    /// - Returns: The balance; nil if there is no such customer, or was none at that time.
    public func balance(
        of customerID: Customer.ID, at time: Timestamp
    ) async throws(StoreError) -> Money? {
        try await lastEntry(of: customerID, at: time)?.balance
    }

    /// Where a customer's ledger stood at a time: the last entry that was recorded until then, that moment
    /// included, with the balance and the credit limit; see ``balance(of:at:)``.
    public func lastEntry(
        of customerID: Customer.ID, at time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await store.lastEntry(of: customerID, in: id, at: time)
    }

    /// A page of the payments that carry a reference, of all customers, by customer and number. References
    /// of payments are not unique.
    public func payments(
        reference: PaymentReference, _ page: PageRequest<Payment.ID> = PageRequest(.oldestFirst)
    ) async throws(StoreError) -> Page<Payment, Payment.ID> {
        try await store.payments(having: reference, in: id, page)
    }

    /// A page of the movements of a product's stock, the latest first by default. The cursor is
    /// ``StockMovement/sequence``.
    public func stockMovements(
        of productID: Product.ID, _ page: PageRequest<Int64> = PageRequest()
    ) async throws(StoreError) -> Page<StockMovement, Int64> {
        try await store.stockMovements(of: productID, in: id, page)
    }

    /// Decides a purchase without making it: the would-be total, every shortage, and the credit figures.
    ///
    /// - Returns: What the purchase would come to at this moment; nil if the business does not exist.
    public func quote(
        by customerID: Customer.ID, lines: [PurchaseLine], expectedTotal: Money? = nil
    ) async throws(StoreError) -> Quote? {
        let purchase = Purchase(customerID: customerID, lines: lines, expectedTotal: expectedTotal)
        let state = try await store.snapshot(of: purchase.footprint, in: id)
        guard state.businessIfAny != nil else { return nil }
        return Quote(PurchaseAssessment(of: purchase, on: state))
    }
}
