import JoskLedger
import JoskLibPQ

extension AuditScan {
    /// Scans every row, by owner.
    mutating func byOwner(
        _ row: Business, _ connection: PQConnection
    ) throws(PostgresError) -> Output {
        let id = "'\(business)'"
        try declare(
            [
                customers.declaration(
                    "SELECT \(Customer.columns) FROM josk.customers WHERE business_id = \(id) ORDER BY id"),
                entries.declaration(
                    """
                    SELECT \(LedgerEntryRow.columns(of: "e")) FROM josk.ledger_entries AS e
                    WHERE e.business_id = \(id) ORDER BY e.customer_id, e.sequence
                    """),
                orders.declaration(
                    """
                    SELECT \(OrderRow.columns) FROM josk.orders AS o \(OrderRow.lines)
                    WHERE o.business_id = \(id) ORDER BY o.customer_id, o.number, o.id
                    """),
                refunds.declaration(
                    """
                    SELECT \(RefundRow.columns) FROM josk.refunds AS r
                    LEFT JOIN josk.orders AS o ON o.business_id = r.business_id AND o.id = r.order_id
                    \(RefundRow.lines)
                    WHERE r.business_id = \(id) ORDER BY o.customer_id, o.number, o.id, r.number
                    """),
                products.declaration(
                    "SELECT \(ProductRow.columns) FROM josk.products WHERE business_id = \(id) ORDER BY id"),
                movements.declaration(
                    """
                    SELECT \(StockMovement.columns(of: "m")) FROM josk.stock_movements AS m
                    WHERE m.business_id = \(id) ORDER BY m.product_id, m.sequence
                    """),
                journal.declaration(
                    """
                    SELECT \(JournalEntry.columns(of: "j")) FROM josk.journal AS j
                    WHERE j.business_id = \(id) ORDER BY j.key
                    """),
            ], connection)
        step(&output, .business(row))
        try scanCustomers(connection)
        try scanProducts(connection)
        while let entry = try next(journal, connection) {
            journal.advance()
            step(&output, .journalEntry(entry))
        }
        for orphan in orphans { step(&output, orphan) }
        return output
    }

    private mutating func scanCustomers(_ connection: PQConnection) throws(PostgresError) {
        while let customer = try next(customers, connection) {
            customers.advance()
            step(&output, .customer(customer))
            try scanEntries(upTo: customer.id, connection)
            try scanOrders(upTo: customer.id, connection)
        }
        try scanEntries(upTo: nil, connection)
        try scanOrders(upTo: nil, connection)
        try scanRefunds(of: nil, connection)
    }

    /// Scans the entries up to those of a customer.
    ///
    /// Entries before those of the customer have no owner; without a customer, no remaining entry has an owner.
    private mutating func scanEntries(
        upTo customer: Customer.ID?, _ connection: PQConnection
    ) throws(PostgresError) {
        while let entry = try next(entries, connection), customer.map({ entry.customerID <= $0 }) ?? true {
            entries.advance()
            place(.ledgerEntry(entry.entry(in: currency)), isOwned: entry.customerID == customer)
        }
    }

    private mutating func scanOrders(
        upTo customer: Customer.ID?, _ connection: PQConnection
    ) throws(PostgresError) {
        while let order = try next(orders, connection), customer.map({ order.customerID <= $0 }) ?? true {
            orders.advance()
            place(.order(order.order(in: currency)), isOwned: order.customerID == customer)
            try scanRefunds(of: order, isOwned: order.customerID == customer, connection)
        }
    }

    /// Scans the refunds of an order; without an order, all remaining refunds.
    private mutating func scanRefunds(
        of order: OrderRow?, isOwned: Bool = false, _ connection: PQConnection
    ) throws(PostgresError) {
        while let refund = try next(refunds, connection), order.map({ refund.id.orderID == $0.id }) ?? true {
            refunds.advance()
            place(.refund(refund.refund(in: currency)), isOwned: isOwned)
        }
    }

    private mutating func scanProducts(_ connection: PQConnection) throws(PostgresError) {
        while let product = try next(products, connection) {
            products.advance()
            step(&output, .productStock(product.productStock(in: currency)))
            try scanMovements(upTo: product.id, connection)
        }
        try scanMovements(upTo: nil, connection)
    }

    private mutating func scanMovements(
        upTo product: Product.ID?, _ connection: PQConnection
    ) throws(PostgresError) {
        while let movement = try next(movements, connection),
            product.map({ movement.productID <= $0 }) ?? true
        {
            movements.advance()
            place(.stockMovement(movement), isOwned: movement.productID == product)
        }
    }

    private mutating func place(_ row: StoredRow, isOwned: Bool) {
        if isOwned { step(&output, row) } else { orphans.append(row) }
    }
}
