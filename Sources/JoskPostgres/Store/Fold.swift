import JoskLedger
import JoskLibPQ

/// A fold over all rows of a business, through cursors of one transaction. What it hands out comes from several streams
/// that are ordered alike, and are merged here.
struct Fold<Output> {
    private let business: Business.ID
    private let currency: Currency
    private let fetchTimeout: Duration
    private var output: Output
    private let step: (inout Output, StoredRow) -> Void
    /// Rows without an owner, which come last. Foreign keys see to it that there are none, unless somebody went
    /// around them.
    private var strays: [StoredRow] = []

    private let entries = RowStream("entries") { (row) throws(PostgresError) in try LedgerRow(from: &row) }
    private let orders = RowStream("orders", fetchCount: 200) { (row) throws(PostgresError) in
        try OrderRow(from: &row)
    }
    private let refunds = RowStream("refunds", fetchCount: 200) { (row) throws(PostgresError) in
        try RefundRow(from: &row)
    }
    private let movements = RowStream("movements") { (row) throws(PostgresError) in
        try StockMovement(from: &row)
    }
    private let journal = RowStream("journal") { (row) throws(PostgresError) in try JournalEntry(from: &row) }
    private let customers = RowStream("customers") { (row) throws(PostgresError) in try Customer(from: &row) }
    private let products = RowStream("products") { (row) throws(PostgresError) in try StockRow(from: &row) }

    /// - Parameter fetchTimeout: How long fetching some rows may take; the first have to wait until all are sorted.
    init(
        in business: Business.ID, currency: Currency, into initial: Output, fetchTimeout: Duration,
        step: @escaping (inout Output, StoredRow) -> Void
    ) {
        self.business = business
        self.currency = currency
        self.fetchTimeout = fetchTimeout
        output = initial
        self.step = step
    }

    private func next<Row>(_ stream: RowStream<Row>, _ session: inout Session) throws(PostgresError) -> Row? {
        try stream.peek(&session, by: .now + fetchTimeout)
    }

    private func declare(_ declarations: [String], _ session: inout Session) throws(PostgresError) {
        var pipeline = Pipeline()
        for declaration in declarations { pipeline.append(Statement(declaration)) }
        _ = try session.run(pipeline, by: .now + fetchTimeout)
    }
}

// MARK: - By owner

extension Fold {
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
                    SELECT \(LedgerRow.columns(of: "e")) FROM josk.ledger_entries AS e
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
                    "SELECT \(StockRow.columns) FROM josk.products WHERE business_id = \(id) ORDER BY id"),
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
            step(&output, .stockItem(product.item(in: currency)))
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

// MARK: - By command

extension Fold {
    /// Hands out the journal and the facts by command.
    mutating func byCommand(_ session: inout Session) throws(PostgresError) -> Output {
        let id = "'\(business)'"
        try declare(
            [
                journal.declaration(
                    """
                    SELECT \(JournalEntry.columns(of: "j")) FROM josk.journal AS j
                    WHERE j.business_id = \(id) ORDER BY j.id
                    """),
                orders.declaration(
                    """
                    SELECT \(OrderRow.columns) FROM josk.orders AS o \(OrderRow.lines)
                    WHERE o.business_id = \(id) ORDER BY o.command_id, o.id
                    """),
                refunds.declaration(
                    """
                    SELECT \(RefundRow.columns) FROM josk.refunds AS r \(RefundRow.lines)
                    WHERE r.business_id = \(id) ORDER BY r.command_id, r.order_id, r.number
                    """),
                entries.declaration(
                    """
                    SELECT \(LedgerRow.columns(of: "e")) FROM josk.ledger_entries AS e
                    WHERE e.business_id = \(id) ORDER BY e.command_id, e.customer_id, e.sequence
                    """),
                movements.declaration(
                    """
                    SELECT \(StockMovement.columns(of: "m")) FROM josk.stock_movements AS m
                    WHERE m.business_id = \(id) ORDER BY m.command_id, m.product_id, m.sequence
                    """),
            ], &session)
        while let command = try nextCommand(&session) { try foldFacts(of: command, &session) }
        return output
    }

    /// The lowest command of all that is left.
    private func nextCommand(_ session: inout Session) throws(PostgresError) -> JournalEntry.ID? {
        let heads = [
            try next(journal, &session)?.id, try next(orders, &session)?.commandID,
            try next(refunds, &session)?.commandID, try next(entries, &session)?.commandID,
            try next(movements, &session)?.commandID,
        ]
        return heads.compactMap { $0 }.min()
    }

    private mutating func foldFacts(
        of command: JournalEntry.ID, _ session: inout Session
    ) throws(PostgresError) {
        while let entry = try next(journal, &session), entry.id == command {
            journal.advance()
            step(&output, .journalEntry(entry))
        }
        while let order = try next(orders, &session), order.commandID == command {
            orders.advance()
            step(&output, .order(order.order(in: currency)))
        }
        while let refund = try next(refunds, &session), refund.commandID == command {
            refunds.advance()
            step(&output, .refund(refund.refund(in: currency)))
        }
        while let entry = try next(entries, &session), entry.commandID == command {
            entries.advance()
            step(&output, .ledgerEntry(entry.entry(in: currency)))
        }
        while let movement = try next(movements, &session), movement.commandID == command {
            movements.advance()
            step(&output, .stockMovement(movement))
        }
    }
}
