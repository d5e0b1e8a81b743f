// Lists, by page or complete.

extension Tenant {
    /// Returns a page of the customers, ordered by identifier.
    ///
    /// Identifiers made by Josk ascend approximately in the order in which the customers were added.
    ///
    /// - Parameter page: The page; by default the first 100 customers.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func customers(
        page: PageRequest<CustomerAccount> = .ascending()
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await store.customers(in: id, page: page)
    }

    /// Returns all customers, ordered by identifier, as a sequence that reads page by page.
    ///
    /// - Parameter direction: The direction in which to read the list.
    public func allCustomers(_ direction: PageDirection = .ascending) -> PageSequence<CustomerAccount> {
        list(direction) { (page) async throws(StoreError) in try await customers(page: page) }
    }

    /// Returns a page of the products, ordered by identifier.
    ///
    /// Identifiers made by Josk ascend approximately in the order in which the products were added.
    ///
    /// - Parameter page: The page; by default the first 100 products.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func products(
        page: PageRequest<ProductStock> = .ascending()
    ) async throws(StoreError) -> Page<ProductStock> {
        try await store.products(in: id, page: page)
    }

    /// Returns all products, ordered by identifier, as a sequence that reads page by page.
    ///
    /// - Parameter direction: The direction in which to read the list.
    public func allProducts(_ direction: PageDirection = .ascending) -> PageSequence<ProductStock> {
        list(direction) { (page) async throws(StoreError) in try await products(page: page) }
    }

    /// Returns a page of a customer's orders, ordered by ``Order/number``, which is also the cursor.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - page: The page; by default the latest 100 orders, the latest first.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func orders(
        by customerID: Customer.ID, page: PageRequest<OrderDetails> = .descending()
    ) async throws(StoreError) -> Page<OrderDetails> {
        try await store.orders(by: customerID, in: id, page: page)
    }

    /// Returns all orders of a customer, by default from the first, as a sequence that reads page by page.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - direction: The direction in which to read the list.
    public func allOrders(
        by customerID: Customer.ID, _ direction: PageDirection = .ascending
    ) -> PageSequence<OrderDetails> {
        list(direction) { (page) async throws(StoreError) in try await orders(by: customerID, page: page) }
    }

    /// Returns a page of a customer's ledger, ordered by ``LedgerEntry/sequence``, which is also the cursor.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - page: The page; by default the latest 100 entries, the latest first.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func ledgerEntries(
        of customerID: Customer.ID, page: PageRequest<LedgerEntry> = .descending()
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledgerEntries(of: customerID, in: id, page: page)
    }

    /// Returns all entries of a customer's ledger, by default from the first, as a sequence that reads page by page.
    ///
    /// - Parameters:
    ///   - customerID: The identifier of the customer.
    ///   - direction: The direction in which to read the list.
    public func allLedgerEntries(
        of customerID: Customer.ID, _ direction: PageDirection = .ascending
    ) -> PageSequence<LedgerEntry> {
        list(direction) { (page) async throws(StoreError) in
            try await ledgerEntries(of: customerID, page: page)
        }
    }

    /// Returns a page of the payments with a reference, of all customers, ordered by customer and sequence number.
    ///
    /// References of payments are not necessarily unique.
    ///
    /// - Parameters:
    ///   - reference: The reference with which the payments were recorded.
    ///   - page: The page; by default the first 100 payments.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func payments(
        reference: PaymentReference, page: PageRequest<Payment> = .ascending()
    ) async throws(StoreError) -> Page<Payment> {
        try await store.payments(reference: reference, in: id, page: page)
    }

    /// Returns all payments with a reference, ordered as in ``payments(reference:page:)``, page by page.
    ///
    /// - Parameters:
    ///   - reference: The reference with which the payments were recorded.
    ///   - direction: The direction in which to read the list.
    public func allPayments(
        reference: PaymentReference, _ direction: PageDirection = .ascending
    ) -> PageSequence<Payment> {
        list(direction) { (page) async throws(StoreError) in
            try await payments(reference: reference, page: page)
        }
    }

    /// Returns a page of a product's stock movements, ordered by ``StockMovement/sequence``, which is also the
    /// cursor.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - page: The page; by default the latest 100 movements, the latest first.
    /// - Throws: ``StoreError`` if the store cannot read.
    public func stockMovements(
        of productID: Product.ID, page: PageRequest<StockMovement> = .descending()
    ) async throws(StoreError) -> Page<StockMovement> {
        try await store.stockMovements(of: productID, in: id, page: page)
    }

    /// Returns all stock movements of a product, by default from the first, as a sequence that reads page by page.
    ///
    /// - Parameters:
    ///   - productID: The identifier of the product.
    ///   - direction: The direction in which to read the list.
    public func allStockMovements(
        of productID: Product.ID, _ direction: PageDirection = .ascending
    ) -> PageSequence<StockMovement> {
        list(direction) { (page) async throws(StoreError) in
            try await stockMovements(of: productID, page: page)
        }
    }

    private func list<Element>(
        _ direction: PageDirection,
        _ read: @escaping @Sendable (PageRequest<Element>) async throws(StoreError) -> Page<Element>
    ) -> PageSequence<Element> {
        // The largest page size, for the fewest round trips.
        PageSequence(from: PageRequest(direction, limit: Limits.pageSize.upperBound), read)
    }
}
