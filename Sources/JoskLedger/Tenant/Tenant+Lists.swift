// Lists, a page at a time or whole.

extension Tenant {
    /// A page of the customers, by identifier: about in the order in which they were added, where Josk made
    /// the identifiers.
    public func customers(
        page: PageRequest<CustomerAccount> = .ascending()
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await store.customers(in: id, page: page)
    }

    /// All customers, by identifier.
    public func allCustomers(_ direction: PageDirection = .ascending) -> PageSequence<CustomerAccount> {
        list(direction) { (page) async throws(StoreError) in try await customers(page: page) }
    }

    /// A page of the products, by identifier: about in the order in which they were added, where Josk made
    /// the identifiers.
    public func products(
        page: PageRequest<ProductStock> = .ascending()
    ) async throws(StoreError) -> Page<ProductStock> {
        try await store.products(in: id, page: page)
    }

    /// All products, by identifier.
    public func allProducts(_ direction: PageDirection = .ascending) -> PageSequence<ProductStock> {
        list(direction) { (page) async throws(StoreError) in try await products(page: page) }
    }

    /// A page of a customer's orders, the latest first unless another is asked for. The cursor is ``Order/number``.
    public func orders(
        by customerID: Customer.ID, page: PageRequest<OrderDetails> = .descending()
    ) async throws(StoreError) -> Page<OrderDetails> {
        try await store.orders(by: customerID, in: id, page: page)
    }

    /// All orders of a customer, from the first unless the other direction is asked for.
    public func allOrders(
        by customerID: Customer.ID, _ direction: PageDirection = .ascending
    ) -> PageSequence<OrderDetails> {
        list(direction) { (page) async throws(StoreError) in try await orders(by: customerID, page: page) }
    }

    /// A page of a customer's ledger, the latest entries first unless another is asked for. The cursor is
    /// ``LedgerEntry/sequence``.
    public func ledgerEntries(
        of customerID: Customer.ID, page: PageRequest<LedgerEntry> = .descending()
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await store.ledgerEntries(of: customerID, in: id, page: page)
    }

    /// All of a customer's ledger, from the first entry unless the other direction is asked for.
    public func allLedgerEntries(
        of customerID: Customer.ID, _ direction: PageDirection = .ascending
    ) -> PageSequence<LedgerEntry> {
        list(direction) { (page) async throws(StoreError) in
            try await ledgerEntries(of: customerID, page: page)
        }
    }

    /// A page of the payments that carry a reference, of all customers, by customer and number. References
    /// of payments are not unique.
    public func payments(
        reference: PaymentReference, page: PageRequest<Payment> = .ascending()
    ) async throws(StoreError) -> Page<Payment> {
        try await store.payments(reference: reference, in: id, page: page)
    }

    /// All payments that carry a reference, by customer and number.
    public func allPayments(
        reference: PaymentReference, _ direction: PageDirection = .ascending
    ) -> PageSequence<Payment> {
        list(direction) { (page) async throws(StoreError) in
            try await payments(reference: reference, page: page)
        }
    }

    /// A page of the movements of a product's stock, the latest first unless another is asked for. The cursor is
    /// ``StockMovement/sequence``.
    public func stockMovements(
        of productID: Product.ID, page: PageRequest<StockMovement> = .descending()
    ) async throws(StoreError) -> Page<StockMovement> {
        try await store.stockMovements(of: productID, in: id, page: page)
    }

    /// All movements of a product's stock, from the first unless the other direction is asked for.
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
        // As many as a page may have: the fewest round trips.
        PageSequence(from: PageRequest(direction, limit: Limits.pageSize.upperBound), read)
    }
}
