internal import JoskLedger
internal import JoskLibPQ

/// A query for the customers of a footprint and of its orders.
struct LoadCustomers: PostgresStatement {
    let business: Business.ID
    let customers: Set<Customer.ID>
    let orders: Set<Order.ID>
    let access: RowAccess

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[access, hasOrders: !orders.isEmpty] }
    private static let texts = StatementVariants("LoadCustomers") { access, hasOrders in
        """
        SELECT \(Customer.columns)
        FROM \(KeyedLookup.ordered(in: "customers", and: hasOrders ? customersOfOrders : nil, access))
        """
    }
    /// The SQL expression for the customers of the orders in the array $3.
    static let customersOfOrders = """
        ARRAY(
            SELECT o.customer_id FROM \(KeyedLookup.each(of: "orders", by: "id", as: "o", "unnest($3) AS u (wanted)")))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Customer {
        try Customer(from: &row)
    }
}

/// A query for the last ledger entry of each customer, and the number of the customer's orders.
struct LoadLedgerHeads: PostgresStatement {
    let business: Business.ID
    let customers: Set<Customer.ID>
    let orders: Set<Order.ID>

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementVariants.Text { Self.texts[.readOnly, hasOrders: !orders.isEmpty] }
    private static let texts = StatementVariants("LoadLedgerHeads") { _, hasOrders in
        """
        SELECT \(LedgerHead.columns)
        FROM \(KeyedLookup.each(
            of: "customers", by: "id", as: "c",
            KeyedLookup.distinct(and: hasOrders ? LoadCustomers.customersOfOrders : nil)))
        \(LedgerHead.rows)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> LedgerHead {
        try LedgerHead(from: &row)
    }
}

/// A query for the customers that have some references.
struct LoadCustomerReferences: FixedStatement {
    let business: Business.ID
    let references: Set<CustomerReference>

    static let sql = """
        SELECT reference, id FROM \(KeyedLookup.each(of: "customers", by: "reference", as: "c"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: references)
    }

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (CustomerReference, Customer.ID) { (try row.next(), try row.next()) }
}
