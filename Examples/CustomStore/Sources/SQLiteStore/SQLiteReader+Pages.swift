internal import GRDB
public import JoskLedger

extension SQLiteReader {
    /// Implements ``/JoskLedger/BusinessReader/customers(page:)``.
    public func customers(page: PageRequest<CustomerAccount>) throws(StoreError) -> Page<CustomerAccount> {
        try self.page(
            page, of: "customers", by: "id", after: page.cursor.map { [$0.description] }, customerAccount)
    }

    /// Implements ``/JoskLedger/BusinessReader/products(page:)``.
    public func products(page: PageRequest<ProductStock>) throws(StoreError) -> Page<ProductStock> {
        try self.page(page, of: "products", by: "id", after: page.cursor.map { [$0.description] }) { $0 }
    }

    /// Implements ``/JoskLedger/BusinessReader/orders(by:page:)``.
    public func orders(
        by customer: Customer.ID, page: PageRequest<OrderDetails>
    ) throws(StoreError) -> Page<OrderDetails> {
        try self.page(
            page, of: "orders", where: ("customer_id", customer.description), by: "number",
            after: page.cursor.map { [$0] }, record)
    }

    /// Implements ``/JoskLedger/BusinessReader/ledgerEntries(of:page:)``.
    public func ledgerEntries(
        of customer: Customer.ID, page: PageRequest<LedgerEntry>
    ) throws(StoreError) -> Page<LedgerEntry> {
        try self.page(
            page, of: "ledger_entries", where: ("customer_id", customer.description), by: "sequence",
            after: page.cursor.map { [$0] }
        ) { $0 }
    }

    /// Implements ``/JoskLedger/BusinessReader/payments(reference:page:)``.
    public func payments(
        reference: PaymentReference, page: PageRequest<Payment>
    ) throws(StoreError) -> Page<Payment> {
        try self.page(
            page, of: "ledger_entries", where: ("payment_reference", reference.string),
            by: "customer_id, sequence",
            after: page.cursor.map { [$0.customerID.description, $0.entrySequence] }, payment)
    }

    /// Implements ``/JoskLedger/BusinessReader/stockMovements(of:page:)``.
    public func stockMovements(
        of product: Product.ID, page: PageRequest<StockMovement>
    ) throws(StoreError) -> Page<StockMovement> {
        try self.page(
            page, of: "stock_movements", where: ("product_id", product.description), by: "sequence",
            after: page.cursor.map { [$0] }
        ) { $0 }
    }

    /// Returns a page of a table, in the order of a key of one column or more.
    private func page<Row: Decodable, Element>(
        _ request: PageRequest<Element>, of table: String,
        where owner: (column: String, value: String)? = nil,
        by key: String, after cursor: StatementArguments?, _ element: (Row) throws(StoreError) -> Element
    ) throws(StoreError) -> Page<Element> {
        let (comparison, order) = request.direction == .ascending ? (">", "ASC") : ("<", "DESC")
        var conditions = ["business_id = ?"]
        var arguments: StatementArguments = [businessID]
        if let owner {
            conditions.append("\(owner.column) = ?")
            arguments += [owner.value]
        }
        if let cursor {
            let places = key.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
            conditions.append("(\(key)) \(comparison) (\(places))")
            arguments += cursor
        }
        let columns = key.split(separator: ",").map { "\($0) \(order)" }.joined(separator: ", ")
        // One more row than the page holds shows that there is a next page.
        let found: [Row] = try rows(
            """
            SELECT content FROM \(table) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(columns) LIMIT \(request.limit + 1)
            """, arguments)
        var elements: [Element] = []
        var lines = 0
        for row in found {
            // The page leaves out the element after the one that fills it, which only shows that the list goes on.
            let isFull = lines >= Limits.pageLines
            elements.append(try element(row))
            if isFull { break }
            lines += elements.last?.lineCount ?? 0
        }
        return Page(elements, for: request)
    }
}
