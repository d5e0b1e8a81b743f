import JoskLedger
import JoskLibPQ

extension AuditScan {
    /// Hands out every row by owner.
    mutating func byOwner(
        _ row: Business, _ session: inout Session
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
            ], &session)
        step(&output, .business(row))
        try foldCustomers(&session)
        try foldProducts(&session)
        while let entry = try next(journal, &session) {
            journal.advance()
            step(&output, .journalEntry(entry))
        }
        for stray in strays { step(&output, stray) }
        return output
    }

    private mutating func foldCustomers(_ session: inout Session) throws(PostgresError) {
        while let customer = try next(customers, &session) {
            customers.advance()
            step(&output, .customer(customer))
            try foldEntries(upTo: customer.id, &session)
            try foldOrders(upTo: customer.id, &session)
        }
        try foldEntries(upTo: nil, &session)
        try foldOrders(upTo: nil, &session)
        try foldRefunds(of: nil, &session)
    }

    /// Hands out the entries of a customer. Those that come before belong to nobody; without a customer all do.
    private mutating func foldEntries(
        upTo customer: Customer.ID?, _ session: inout Session
    ) throws(PostgresError) {
        while let entry = try next(entries, &session), customer.map({ entry.customerID <= $0 }) ?? true {
            entries.advance()
            place(.ledgerEntry(entry.entry(in: currency)), isOwned: entry.customerID == customer)
        }
    }

    private mutating func foldOrders(
        upTo customer: Customer.ID?, _ session: inout Session
    ) throws(PostgresError) {
        while let order = try next(orders, &session), customer.map({ order.customerID <= $0 }) ?? true {
            orders.advance()
            place(.order(order.order(in: currency)), isOwned: order.customerID == customer)
            try foldRefunds(of: order, isOwned: order.customerID == customer, &session)
        }
    }

    /// Hands out the refunds of an order; without an order, all that are left.
    private mutating func foldRefunds(
        of order: OrderRow?, isOwned: Bool = false, _ session: inout Session
    ) throws(PostgresError) {
        while let refund = try next(refunds, &session), order.map({ refund.id.orderID == $0.id }) ?? true {
            refunds.advance()
            place(.refund(refund.refund(in: currency)), isOwned: isOwned)
        }
    }

    private mutating func foldProducts(_ session: inout Session) throws(PostgresError) {
        while let product = try next(products, &session) {
            products.advance()
            step(&output, .productStock(product.productStock(in: currency)))
            try foldMovements(upTo: product.id, &session)
        }
        try foldMovements(upTo: nil, &session)
    }

    private mutating func foldMovements(
        upTo product: Product.ID?, _ session: inout Session
    ) throws(PostgresError) {
        while let movement = try next(movements, &session), product.map({ movement.productID <= $0 }) ?? true
        {
            movements.advance()
            place(.stockMovement(movement), isOwned: movement.productID == product)
        }
    }

    private mutating func place(_ row: StoredRow, isOwned: Bool) {
        if isOwned { step(&output, row) } else { strays.append(row) }
    }
}
