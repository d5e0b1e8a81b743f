// The customers and products of a footprint, and their locks.
//
// See ``Wanted`` for how rows are looked up.
//
// An order brings its customer and its products, which the caller need not know. An order that commits while a
// statement here waits is not found by it, and so its customer is not locked: see the contract of ``Store``, "Orders".

internal import JoskLedger
internal import JoskLibPQ

/// Whether a footprint is locked, to be changed, or only looked at in one snapshot.
enum Access: Sendable {
    case locking, readOnly

    fileprivate func lockingClause(of table: String) -> String {
        switch self {
        case .locking: "FOR NO KEY UPDATE OF \(table)"
        case .readOnly: ""
        }
    }

    /// The transaction's number. Asking for it gives the transaction one, which a read does not need, and one that may
    /// not write does not get.
    var transactionNumber: String {
        switch self {
        case .locking:
            "CASE WHEN NOT current_setting('transaction_read_only')::boolean THEN pg_current_xact_id() END"
        case .readOnly: "pg_current_xact_id_if_assigned()"
        }
    }
}

/// The customers of a footprint and of its orders.
struct FootprintCustomers: PostgresStatement {
    let business: Business.ID
    let customers: Set<Customer.ID>
    let orders: Set<Order.ID>
    let access: Access

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementTexts.Text { Self.texts[access, hasOrders: !orders.isEmpty] }
    private static let texts = StatementTexts("FootprintCustomers") { access, hasOrders in
        """
        SELECT \(Customer.columns)
        FROM \(hasOrders ? Wanted.distinct(and: customersOfOrders) : Wanted.rows)
        JOIN josk.customers ON business_id = $1 AND id = wanted
        ORDER BY id
        \(access.lockingClause(of: "customers"))
        """
    }
    /// Who has made the orders $3.
    static let customersOfOrders = """
        ARRAY(
            SELECT o.customer_id FROM \(Wanted.each(of: "orders", by: "id", as: "o", "unnest($3) AS u (wanted)")))
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

/// The products of a footprint and of its orders' lines.
struct FootprintProducts: PostgresStatement {
    let business: Business.ID
    let products: Set<Product.ID>
    let orders: Set<Order.ID>
    let access: Access

    var name: String { text.name }
    var sql: String { text.sql }
    private var text: StatementTexts.Text { Self.texts[access, hasOrders: !orders.isEmpty] }
    private static let texts = StatementTexts("FootprintProducts") { access, hasOrders in
        """
        SELECT \(StockRow.columns)
        FROM \(hasOrders ? Wanted.distinct(and: productsOfOrders) : Wanted.rows)
        JOIN josk.products ON business_id = $1 AND id = wanted
        ORDER BY id
        \(access.lockingClause(of: "products"))
        """
    }
    /// What was bought with the orders $3.
    static let productsOfOrders = """
        ARRAY(
            SELECT l.product_id
            FROM \(Wanted.each(of: "order_lines", by: "order_id", as: "l", "unnest($3) AS u (wanted)")))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products)
        if !orders.isEmpty { parameters.append(array: orders) }
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockRow {
        try StockRow(from: &row)
    }
}
