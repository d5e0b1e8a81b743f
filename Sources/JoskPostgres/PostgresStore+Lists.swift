public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// Returns a page of the customers, by identifier.
    ///
    /// For the contract, see ``/JoskLedger/Store/customers(in:page:)``.
    public func customers(
        in business: Business.ID, page: PageRequest<CustomerAccount>
    ) async throws(StoreError) -> Page<CustomerAccount> {
        try await list(ListCustomers(business: business, page: page), in: business, page) {
            $0.customerAccount(in: $1)
        }
    }

    /// Returns a page of the products, by identifier.
    ///
    /// For the contract, see ``/JoskLedger/Store/products(in:page:)``.
    public func products(
        in business: Business.ID, page: PageRequest<ProductStock>
    ) async throws(StoreError) -> Page<ProductStock> {
        try await list(ListProducts(business: business, page: page), in: business, page) {
            $0.productStock(in: $1)
        }
    }

    /// Returns a page of a customer's ledger, by number.
    ///
    /// For the contract, see ``/JoskLedger/Store/ledgerEntries(of:in:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, page: PageRequest<LedgerEntry>
    ) async throws(StoreError) -> Page<LedgerEntry> {
        try await list(
            ListLedgerEntries(business: business, customer: customer, page: page), in: business, page
        ) {
            $0.entry(in: $1)
        }
    }

    /// Returns a page of a product's stock movements, by number.
    ///
    /// For the contract, see ``/JoskLedger/Store/stockMovements(of:in:page:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, page: PageRequest<StockMovement>
    ) async throws(StoreError) -> Page<StockMovement> {
        try await list(
            ListStockMovements(business: business, product: product, page: page), in: business, page
        ) {
            movement, _ in movement
        }
    }

    /// Returns a page of the payments with a reference, by customer and number.
    ///
    /// For the contract, see ``/JoskLedger/Store/payments(reference:in:page:)``.
    public func payments(
        reference: PaymentReference, in business: Business.ID, page: PageRequest<Payment>
    ) async throws(StoreError) -> Page<Payment> {
        let payments = ListPayments(business: business, reference: reference, page: page)
        return try await list(payments, in: business, page) { $0.payment(in: $1) }
    }

    /// Returns a page of a customer's orders with their refunds, by number.
    ///
    /// For the contract, see ``/JoskLedger/Store/orders(by:in:page:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, page: PageRequest<OrderDetails>
    ) async throws(StoreError) -> Page<OrderDetails> {
        let orders = ListOrders(business: business, customer: customer, page: page)
        let found = try await read(in: business, rowCount: page.limit) { batch in
            (batch.append(orders), batch.append(ListRefunds(orders: orders)))
        } _: { (results, places) throws(PostgresError) in
            let refunds = Dictionary(
                grouping: try results.rows(of: places.1).map { $0.refund(in: results.currency) },
                by: \.id.orderID)
            let orders = try results.rows(of: places.0)
            let details = orders.map { row, _ in
                OrderDetails(order: row.order(in: results.currency), refunds: refunds[row.id] ?? [])
            }
            return Page(details, hasMore: orders.last?.isFollowed ?? false, for: page)
        }
        return found ?? Page([], for: page)
    }

    /// Reads one page with one statement, which returns one element more than the page holds if more elements follow.
    private func list<Statement: PostgresStatement, Element: PageElement>(
        _ statement: Statement, in business: Business.ID, _ page: PageRequest<Element>,
        element: @escaping @Sendable (Statement.Row, Currency) -> Element
    ) async throws(StoreError) -> Page<Element> {
        let found = try await read(in: business, rowCount: page.limit) { batch in
            batch.append(statement)
        } _: { (results, place) throws(PostgresError) in
            Page(try results.rows(of: place).map { element($0, results.currency) }, for: page)
        }
        return found ?? Page([], for: page)
    }
}
