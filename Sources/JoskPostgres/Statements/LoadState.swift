// What is read behind the locks, each statement with a snapshot of its own that is newer than the wait for them.

internal import JoskLedger
internal import JoskLibPQ

/// The time, the transaction's number, and the business.
struct LoadMoment: PostgresStatement {
    let business: Business.ID
    let access: Access

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementTexts.Text { Self.texts[access, hasOrders: false] }
    /// A row even where there is no business.
    private static let texts = StatementTexts("LoadMoment") { access, _ in
        """
        SELECT clock_timestamp(), (\(access.transactionNumber))::text,
            b.id, b.name, b.currency, b.time_zone, b.payment_term_days, b.created_at
        FROM (SELECT) AS always LEFT JOIN josk.businesses AS b ON b.id = $1
        """
    }

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Moment {
        Moment(now: try row.next(), transaction: try row.nextIfAny(), business: try Business(ifAny: &row))
    }
}

/// When a transaction is decided, and on what business.
struct Moment: Sendable {
    let now: Timestamp
    /// The transaction's xid8, in decimal, if it has one.
    let transaction: String?
    let business: Business?
}

/// The last ledger entry of customers, and how many orders each has made.
struct LoadStandings: PostgresStatement {
    let business: Business.ID
    let customers: Set<Customer.ID>
    let orders: Set<Order.ID>

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementTexts.Text { Self.texts[.readOnly, hasOrders: !orders.isEmpty] }
    private static let texts = StatementTexts("LoadStandings") { _, hasOrders in
        """
        SELECT \(Standing.columns)
        FROM \(Wanted.each(
            of: "customers", by: "id", as: "c",
            hasOrders ? Wanted.distinct(and: FootprintCustomers.customersOfOrders) : Wanted.rows))
        \(Standing.rows)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Standing {
        try Standing(from: &row)
    }
}

/// Orders by identifier, with their lines.
struct LoadOrders: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>

    static let sql = """
        SELECT \(OrderRow.columns)
        FROM \(Wanted.each(of: "orders", by: "id", as: "o"))
        \(OrderRow.lines)
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> OrderRow {
        try OrderRow(from: &row)
    }
}

/// The refunds of orders, by number.
struct LoadRefunds: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>

    static let sql = """
        SELECT \(RefundRow.columns)
        FROM \(Wanted.each(of: "refunds", by: "order_id", as: "r"))
        \(RefundRow.lines)
        ORDER BY r.order_id, r.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundRow {
        try RefundRow(from: &row)
    }
}

/// Payments by customer and number, each with the number of its reversal.
struct LoadPayments: FixedStatement {
    let business: Business.ID
    let payments: [Payment.ID]

    static let sql = """
        SELECT \(PaymentRow.columns)
        FROM unnest($2::uuid[], $3::bigint[]) AS u (customer_id, sequence)
        CROSS JOIN LATERAL (
            SELECT * FROM josk.ledger_entries
            WHERE business_id = $1 AND customer_id = u.customer_id AND sequence = u.sequence OFFSET 0
        ) AS e
        \(PaymentRow.reversal)
        WHERE e.kind = 'payment'
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: payments.map(\.customerID))
        parameters.append(array: payments.map(\.entrySequence))
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> PaymentRow {
        try PaymentRow(from: &row)
    }
}

/// Who has each of some references.
struct LoadCustomerReferences: FixedStatement {
    let business: Business.ID
    let references: Set<CustomerReference>

    static let sql = """
        SELECT reference, id FROM \(Wanted.each(of: "customers", by: "reference", as: "c"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: references)
    }

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (CustomerReference, Customer.ID) { (try row.next(), try row.next()) }
}

/// Which product has each of some SKUs.
struct LoadSKUs: FixedStatement {
    let business: Business.ID
    let skus: Set<SKU>

    static let sql = """
        SELECT sku, id FROM \(Wanted.each(of: "products", by: "sku", as: "p"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: skus)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> (SKU, Product.ID) {
        (try row.next(), try row.next())
    }
}

/// Which order has each of some references.
struct LoadOrderReferences: FixedStatement {
    let business: Business.ID
    let references: Set<OrderReference>

    static let sql = """
        SELECT reference, id FROM \(Wanted.each(of: "orders", by: "reference", as: "o"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: references)
    }

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (OrderReference, Order.ID) { (try row.next(), try row.next()) }
}

/// The journal entries of keys. Read last: a command whose effects an earlier statement has shown is in it.
struct LoadJournal: FixedStatement {
    let business: Business.ID
    let keys: Set<IdempotencyKey>

    static let sql = """
        SELECT \(JournalEntry.columns(of: "j"))
        FROM \(Wanted.each(of: "journal", by: "key", as: "j"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: keys)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> JournalEntry {
        try JournalEntry(from: &row)
    }
}
