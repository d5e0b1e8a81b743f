// The customers and products of a footprint, and their locks. One order everywhere: customers by identifier, then
// products by identifier. FOR NO KEY UPDATE lets others insert rows that refer to these; FOR UPDATE would not.
//
// An order brings its customer and its products, which the caller need not know. An order that commits while a
// statement here waits is not found by it, and so its customer is not locked: see the contract of ``Store``, "Orders".

internal import JoskLedger
internal import JoskLibPQ

/// Whether a footprint is locked, to be changed, or only looked at in one snapshot.
enum Access: Sendable {
    case locking, readOnly

    fileprivate var lockingClause: String {
        switch self {
        case .locking: "FOR NO KEY UPDATE"
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

    var name: String { "josk_FootprintCustomers_\(access)" }
    var sql: String {
        """
        SELECT \(Customer.columns)
        FROM josk.customers
        WHERE business_id = $1
            AND id = ANY ($2 || ARRAY(
                SELECT customer_id FROM josk.orders WHERE business_id = $1 AND id = ANY ($3)))
        ORDER BY id
        \(access.lockingClause)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: customers)
        parameters.append(array: orders)
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

    var name: String { "josk_FootprintProducts_\(access)" }
    var sql: String {
        """
        SELECT \(StockRow.columns)
        FROM josk.products
        WHERE business_id = $1
            AND id = ANY ($2 || ARRAY(
                SELECT product_id FROM josk.order_lines WHERE business_id = $1 AND order_id = ANY ($3)))
        ORDER BY id
        \(access.lockingClause)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: products)
        parameters.append(array: orders)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockRow {
        try StockRow(from: &row)
    }
}
