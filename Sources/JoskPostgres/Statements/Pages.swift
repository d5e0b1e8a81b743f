// Lists, by key. A page begins at a bound that is always given, so that the index finds it whatever the plan, and leaves
// out the key that it begins after.

import JoskLedger
import JoskLibPQ

extension PageDirection {
    /// How what is on a page compares to where the page begins.
    fileprivate var comparison: String { self == .ascending ? ">=" : "<=" }
    fileprivate var keyword: String { self == .ascending ? "ASC" : "DESC" }
}

/// A key that a list can begin at.
protocol PageKey: PostgresValue, Hashable {
    static var least: Self { get }
    static var greatest: Self { get }
}

extension Int64: PageKey {
    static var least: Int64 { .min }
    static var greatest: Int64 { .max }
}

extension Identifier: PageKey {
    static var least: Self { Identifier(high: .min, low: .min) }
    static var greatest: Self { Identifier(high: .max, low: .max) }
}

extension PageRequest where Element.Cursor: PageKey {
    /// Appends three parameters: where the page begins, what it leaves out, and one row more than it has, which tells
    /// whether there is a next one.
    func bind(_ parameters: inout Parameters) {
        parameters.append(cursor ?? (direction == .ascending ? .least : .greatest))
        parameters.append(cursor)
        parameters.append(Int64(limit) + 1)
    }
}

/// Customers by identifier.
struct ListAccounts: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<Account>

    var name: String { "josk_ListAccounts_\(page.direction)" }
    var sql: String {
        """
        SELECT \(AccountRow.columns)
        FROM josk.customers AS c
        \(Standing.rows)
        WHERE c.business_id = $1 AND c.id \(page.direction.comparison) $2 AND c.id IS DISTINCT FROM $3
        ORDER BY c.id \(page.direction.keyword) LIMIT $4
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> AccountRow {
        try AccountRow(from: &row)
    }
}

/// Products by identifier.
struct ListItems: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<StockItem>

    var name: String { "josk_ListItems_\(page.direction)" }
    var sql: String {
        """
        SELECT \(StockRow.columns)
        FROM josk.products
        WHERE business_id = $1 AND id \(page.direction.comparison) $2 AND id IS DISTINCT FROM $3
        ORDER BY id \(page.direction.keyword) LIMIT $4
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockRow {
        try StockRow(from: &row)
    }
}

/// A customer's ledger by number.
struct ListEntries: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<LedgerEntry>

    var name: String { "josk_ListEntries_\(page.direction)" }
    var sql: String {
        """
        SELECT \(LedgerRow.columns(of: "e"))
        FROM josk.ledger_entries AS e
        WHERE e.business_id = $1 AND e.customer_id = $2
            AND e.sequence \(page.direction.comparison) $3 AND e.sequence IS DISTINCT FROM $4
        ORDER BY e.sequence \(page.direction.keyword) LIMIT $5
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(customer)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> LedgerRow {
        try LedgerRow(from: &row)
    }
}

/// A product's movements by number.
struct ListMovements: PostgresStatement {
    let business: Business.ID
    let product: Product.ID
    let page: PageRequest<StockMovement>

    var name: String { "josk_ListMovements_\(page.direction)" }
    var sql: String {
        """
        SELECT \(StockMovement.columns(of: "m"))
        FROM josk.stock_movements AS m
        WHERE m.business_id = $1 AND m.product_id = $2
            AND m.sequence \(page.direction.comparison) $3 AND m.sequence IS DISTINCT FROM $4
        ORDER BY m.sequence \(page.direction.keyword) LIMIT $5
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(product)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockMovement {
        try StockMovement(from: &row)
    }
}

/// The payments with a reference, by customer and number.
struct ListPayments: PostgresStatement {
    let business: Business.ID
    let reference: PaymentReference
    let page: PageRequest<Payment>

    var name: String { "josk_ListPayments_\(page.direction)" }
    var sql: String {
        """
        SELECT \(PaymentRow.columns)
        FROM josk.ledger_entries AS e
        \(PaymentRow.reversal)
        WHERE e.business_id = $1 AND e.kind = 'payment' AND e.reference = $2
            AND (e.customer_id, e.sequence) \(page.direction.comparison) ($3, $4)
            AND (e.customer_id, e.sequence) IS DISTINCT FROM ($5, $6)
        ORDER BY e.customer_id \(page.direction.keyword), e.sequence \(page.direction.keyword) LIMIT $7
        """
    }

    func bind(_ parameters: inout Parameters) {
        let isAscending = page.direction == .ascending
        parameters.append(business)
        parameters.append(reference)
        parameters.append(page.cursor?.customerID ?? (isAscending ? .least : .greatest))
        parameters.append(page.cursor?.entrySequence ?? (isAscending ? .least : .greatest))
        parameters.append(page.cursor?.customerID)
        parameters.append(page.cursor?.entrySequence)
        parameters.append(Int64(page.limit) + 1)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> PaymentRow {
        try PaymentRow(from: &row)
    }
}

/// A customer's orders by number.
struct ListOrders: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<OrderRecord>

    /// The conditions and the end of the list, which the refunds of its orders share.
    fileprivate var range: String {
        """
        WHERE o.business_id = $1 AND o.customer_id = $2
            AND o.number \(page.direction.comparison) $3 AND o.number IS DISTINCT FROM $4
        ORDER BY o.number \(page.direction.keyword) LIMIT $5
        """
    }

    var name: String { "josk_ListOrders_\(page.direction)" }
    var sql: String {
        """
        SELECT \(OrderRow.columns)
        FROM josk.orders AS o
        \(OrderRow.lines)
        \(range)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(customer)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> OrderRow {
        try OrderRow(from: &row)
    }
}

/// The refunds of a page of a customer's orders.
struct ListRefunds: PostgresStatement {
    let orders: ListOrders

    var name: String { "josk_ListRefunds_\(orders.page.direction)" }
    var sql: String {
        """
        SELECT \(RefundRow.columns)
        FROM (SELECT o.id FROM josk.orders AS o \(orders.range)) AS page
        JOIN josk.refunds AS r ON r.business_id = $1 AND r.order_id = page.id
        \(RefundRow.lines)
        ORDER BY r.order_id, r.number
        """
    }

    func bind(_ parameters: inout Parameters) { orders.bind(&parameters) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundRow {
        try RefundRow(from: &row)
    }
}
