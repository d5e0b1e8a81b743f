// Reads see one moment, take no locks, and see whatever returned before they began.

extension Tenant {
    /// The business, or nil if there is none by this identifier.
    public func business() async throws(StoreError) -> Business? {
        try await store.snapshot(of: Footprint(), in: id).existingBusiness
    }

    /// A customer with balance, credit limit and available credit.
    public func customer(_ customerID: Customer.ID) async throws(StoreError) -> CustomerAccount? {
        try await store.customer(.id(customerID), in: id)
    }

    /// A customer by the host's own key.
    public func customer(reference: CustomerReference) async throws(StoreError) -> CustomerAccount? {
        try await store.customer(.reference(reference), in: id)
    }

    /// A product with its stock.
    public func product(_ productID: Product.ID) async throws(StoreError) -> ProductStock? {
        try await store.product(.id(productID), in: id)
    }

    /// A product by the host's own key.
    public func product(sku: SKU) async throws(StoreError) -> ProductStock? {
        try await store.product(.sku(sku), in: id)
    }

    /// An order with its lines and refunds.
    public func order(_ orderID: Order.ID) async throws(StoreError) -> OrderDetails? {
        try await store.order(.id(orderID), in: id)
    }

    /// An order by the host's own key.
    public func order(reference: OrderReference) async throws(StoreError) -> OrderDetails? {
        try await store.order(.reference(reference), in: id)
    }

    /// What a customer owed at a time: the sum of the entries that were recorded until then, that moment
    /// included.
    ///
    /// It goes by when entries were recorded, not by their effective dates. Of a moment that has
    /// only just passed it may yet change: a command takes its time before it commits.
    ///
    /// - Returns: The balance; nil if there is no such customer, or was none at that time.
    public func balance(
        of customerID: Customer.ID, asOf time: Timestamp
    ) async throws(StoreError) -> Money? {
        try await lastEntry(of: customerID, asOf: time)?.balance
    }

    /// Where a customer's ledger stood at a time: the last entry that was recorded until then, that moment
    /// included, with the balance and the credit limit; see ``balance(of:asOf:)``.
    public func lastEntry(
        of customerID: Customer.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await store.lastEntry(of: customerID, in: id, asOf: time)
    }

    /// Decides a purchase without making it: the would-be total, every shortage, and the credit figures.
    ///
    /// - Returns: What the purchase would come to at this moment; nil if the business does not exist.
    public func quote(
        for customerID: Customer.ID, lines: [PurchaseLine], expectedTotal: Money? = nil
    ) async throws(StoreError) -> Quote? {
        let purchase = Purchase(customerID: customerID, lines: lines, expectedTotal: expectedTotal)
        let state = try await store.snapshot(of: purchase.footprint, in: id)
        guard state.existingBusiness != nil else { return nil }
        return Quote(PurchaseAssessment(of: purchase, on: state))
    }
}
