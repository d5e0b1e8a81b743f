public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/accounts(in:_:)``.
    public func accounts(
        in business: Business.ID, _ page: PageRequest<Customer.ID>
    ) async throws(StoreError) -> Page<Account, Customer.ID> {
        switch page.direction {
        case .oldestFirst:
            try await list(ListAccounts<Ascending>(business: business, page: page), in: business, page.limit)
            {
                $0.account(in: $1)
            } key: {
                $0.id
            }
        case .newestFirst:
            try await list(ListAccounts<Descending>(business: business, page: page), in: business, page.limit)
            {
                $0.account(in: $1)
            } key: {
                $0.id
            }
        }
    }

    /// See ``/JoskLedger/Store/items(in:_:)``.
    public func items(
        in business: Business.ID, _ page: PageRequest<Product.ID>
    ) async throws(StoreError) -> Page<StockItem, Product.ID> {
        switch page.direction {
        case .oldestFirst:
            try await list(ListItems<Ascending>(business: business, page: page), in: business, page.limit) {
                $0.item(in: $1)
            } key: {
                $0.id
            }
        case .newestFirst:
            try await list(ListItems<Descending>(business: business, page: page), in: business, page.limit) {
                $0.item(in: $1)
            } key: {
                $0.id
            }
        }
    }

    /// See ``/JoskLedger/Store/ledgerEntries(of:in:_:)``.
    public func ledgerEntries(
        of customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<LedgerEntry, Int64> {
        switch page.direction {
        case .oldestFirst:
            let statement = ListEntries<Ascending>(business: business, customer: customer, page: page)
            return try await list(statement, in: business, page.limit) {
                $0.entry(in: $1)
            } key: {
                $0.sequence
            }
        case .newestFirst:
            let statement = ListEntries<Descending>(business: business, customer: customer, page: page)
            return try await list(statement, in: business, page.limit) {
                $0.entry(in: $1)
            } key: {
                $0.sequence
            }
        }
    }

    /// See ``/JoskLedger/Store/stockMovements(of:in:_:)``.
    public func stockMovements(
        of product: Product.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<StockMovement, Int64> {
        switch page.direction {
        case .oldestFirst:
            let statement = ListMovements<Ascending>(business: business, product: product, page: page)
            return try await list(statement, in: business, page.limit) { row, _ in
                row
            } key: {
                $0.sequence
            }
        case .newestFirst:
            let statement = ListMovements<Descending>(business: business, product: product, page: page)
            return try await list(statement, in: business, page.limit) { row, _ in
                row
            } key: {
                $0.sequence
            }
        }
    }

    /// See ``/JoskLedger/Store/payments(having:in:_:)``.
    public func payments(
        having reference: PaymentReference, in business: Business.ID, _ page: PageRequest<Payment.ID>
    ) async throws(StoreError) -> Page<Payment, Payment.ID> {
        switch page.direction {
        case .oldestFirst:
            let statement = ListPayments<Ascending>(business: business, reference: reference, page: page)
            return try await list(statement, in: business, page.limit) {
                $0.payment(in: $1)
            } key: {
                $0.id
            }
        case .newestFirst:
            let statement = ListPayments<Descending>(business: business, reference: reference, page: page)
            return try await list(statement, in: business, page.limit) {
                $0.payment(in: $1)
            } key: {
                $0.id
            }
        }
    }

    /// See ``/JoskLedger/Store/orders(by:in:_:)``.
    public func orders(
        by customer: Customer.ID, in business: Business.ID, _ page: PageRequest<Int64>
    ) async throws(StoreError) -> Page<OrderRecord, Int64> {
        switch page.direction {
        case .oldestFirst:
            try await orders(ListOrders<Ascending>(business: business, customer: customer, page: page))
        case .newestFirst:
            try await orders(ListOrders<Descending>(business: business, customer: customer, page: page))
        }
    }

    private func orders<Direction>(
        _ statement: ListOrders<Direction>
    ) async throws(StoreError) -> Page<OrderRecord, Int64> {
        let found = try await read(in: statement.business) { batch in
            (batch.append(statement), batch.append(ListRefunds(orders: statement)))
        } _: { (answers, places) throws(PostgresError) in
            let refunds = Dictionary(
                grouping: try answers.rows(of: places.1).map { $0.refund(in: answers.currency) },
                by: \.id.orderID)
            let orders = try answers.rows(of: places.0).map { row in
                OrderRecord(order: row.order(in: answers.currency), refunds: refunds[row.id] ?? [])
            }
            return Page(found: orders, limit: statement.page.limit) { $0.order.number }
        }
        return found ?? Page([], next: nil)
    }

    /// Reads one page with one statement.
    private func list<Statement: PostgresStatement, Element: Sendable, Key: Sendable & Hashable>(
        _ statement: Statement, in business: Business.ID, _ limit: Int,
        element: @escaping @Sendable (Statement.Row, Currency) -> Element,
        key: @escaping @Sendable (Element) -> Key
    ) async throws(StoreError) -> Page<Element, Key> {
        let found = try await read(in: business) { batch in
            batch.append(statement)
        } _: { (answers, place) throws(PostgresError) in
            let elements = try answers.rows(of: place).map { element($0, answers.currency) }
            return Page(found: elements, limit: limit, key: key)
        }
        return found ?? Page([], next: nil)
    }
}
