// Reads take no locks. Each read sees one snapshot, with the effects of every command that returned before the read
// began.

extension Tenant {
    /// Returns the business, or nil if no business has the identifier.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func business() async throws(StoreError) -> Business? {
        try await store.snapshot(of: Footprint(), in: id).existingBusiness
    }

    /// Returns a customer with balance, credit limit and available credit, or nil if no customer has the identifier.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func customer(_ customerID: Customer.ID) async throws(StoreError) -> CustomerAccount? {
        try await store.customer(.id(customerID), in: id)
    }

    /// Returns the customer with a reference, the application's own key, or nil if no customer has it.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func customer(reference: CustomerReference) async throws(StoreError) -> CustomerAccount? {
        try await store.customer(.reference(reference), in: id)
    }

    /// Returns a product with its stock, or nil if no product has the identifier.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func product(_ productID: Product.ID) async throws(StoreError) -> ProductStock? {
        try await store.product(.id(productID), in: id)
    }

    /// Returns the product with a SKU, the application's own key, or nil if no product has it.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func product(sku: SKU) async throws(StoreError) -> ProductStock? {
        try await store.product(.sku(sku), in: id)
    }

    /// Returns an order with its lines and refunds, or nil if no order has the identifier.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func order(_ orderID: Order.ID) async throws(StoreError) -> OrderDetails? {
        try await store.order(.id(orderID), in: id)
    }

    /// Returns the order with a reference, the application's own key, or nil if no order has it.
    ///
    /// - Throws: ``StoreError`` if the store cannot read.
    public func order(reference: OrderReference) async throws(StoreError) -> OrderDetails? {
        try await store.order(.reference(reference), in: id)
    }

    /// Returns the amount that a customer owed at a given time.
    ///
    /// The balance is the sum of the entries that were recorded until then, that moment included. Entries count from
    /// the time at which they were recorded, not from their effective dates.
    ///
    /// - Important: The balance of a moment that has only just passed may still change, because a command takes its
    ///   timestamp before it commits.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - time: The time of the balance.
    /// - Returns: The balance, negative if the customer was in credit; nil if the customer does not exist or did not
    ///   exist at that time.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func balance(
        of customerID: Customer.ID, asOf time: Timestamp
    ) async throws(StoreError) -> Money? {
        try await lastEntry(of: customerID, asOf: time)?.balance
    }

    /// Returns the last entry of a customer's ledger at a given time, with the balance and the credit limit.
    ///
    /// It is the last entry that was recorded until then, that moment included. For a moment that has only just
    /// passed, see ``balance(of:asOf:)``.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - time: The time up to which entries count.
    /// - Returns: The entry; nil if the customer does not exist or did not exist at that time.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func lastEntry(
        of customerID: Customer.ID, asOf time: Timestamp
    ) async throws(StoreError) -> LedgerEntry? {
        try await store.lastEntry(of: customerID, in: id, asOf: time)
    }

    /// Computes the total, the credit figures and every reason for rejection of a purchase, without making it.
    ///
    /// A quote reserves nothing: prices, stock and credit may change before the purchase.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - lines: The products and their quantities, within ``Limits/lines``.
    ///   - expectedTotal: The total that the caller expects. The quote contains a rejection if the total is
    ///     different; nil accepts any total.
    /// - Returns: The quote at this moment; nil if the business does not exist.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func quote(
        for customerID: Customer.ID, lines: [PurchaseLine], expectedTotal: Money? = nil
    ) async throws(StoreError) -> Quote? {
        let purchase = Purchase(customerID: customerID, lines: lines, expectedTotal: expectedTotal)
        let state = try await store.snapshot(of: purchase.footprint, in: id)
        guard state.existingBusiness != nil else { return nil }
        return Quote(PurchaseAssessment(of: purchase, on: state))
    }
}
