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

    /// A page of a customer's orders, the latest first by default. The cursor is ``Order/number``.
    public func orders(
        by customerID: Customer.ID, _ page: PageRequest = PageRequest()
    ) async throws(StoreError) -> Page<OrderRecord> {
        try await store.orders(by: customerID, in: id, page)
    }

    /// A page of a customer's ledger, the latest entries first by default. The cursor is
    /// ``LedgerEntry/sequence``.
    public func ledgerEntries(
        of customerID: Customer.ID, _ page: PageRequest = PageRequest()
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledgerEntries(of: customerID, in: id, page)
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
