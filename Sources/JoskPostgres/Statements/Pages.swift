// Lists, by key. A page begins at a bound that is always given, so that the index finds it whatever the plan, and leaves
// out the key that it begins after.

import JoskLedger
import JoskLibPQ

/// The direction of a list, as SQL has it.
protocol ListOrder: Sendable {
    static var comparison: String { get }
    static var keyword: String { get }
}

enum Ascending: ListOrder {
    static let comparison = ">="
    static let keyword = "ASC"
}

enum Descending: ListOrder {
    static let comparison = "<="
    static let keyword = "DESC"
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
struct ListAccounts<Order: ListOrder>: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<Account>

    static var sql: String {
        """
        SELECT \(AccountRow.columns)
        FROM josk.customers AS c
        \(LoadStandings.standing)
        WHERE c.business_id = $1 AND c.id \(Order.comparison) $2 AND c.id IS DISTINCT FROM $3
        ORDER BY c.id \(Order.keyword) LIMIT $4
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
struct ListItems<Order: ListOrder>: PostgresStatement {
    let business: Business.ID
    let page: PageRequest<StockItem>

    static var sql: String {
        """
        SELECT \(StockRow.columns)
        FROM josk.products
        WHERE business_id = $1 AND id \(Order.comparison) $2 AND id IS DISTINCT FROM $3
        ORDER BY id \(Order.keyword) LIMIT $4
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
struct ListEntries<Order: ListOrder>: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<LedgerEntry>

    static var sql: String {
        """
        SELECT \(LedgerRow.columns(of: "e"))
        FROM josk.ledger_entries AS e
        WHERE e.business_id = $1 AND e.customer_id = $2
            AND e.sequence \(Order.comparison) $3 AND e.sequence IS DISTINCT FROM $4
        ORDER BY e.sequence \(Order.keyword) LIMIT $5
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
struct ListMovements<Order: ListOrder>: PostgresStatement {
    let business: Business.ID
    let product: Product.ID
    let page: PageRequest<StockMovement>

    static var sql: String {
        """
        SELECT \(StockMovement.columns(of: "m"))
        FROM josk.stock_movements AS m
        WHERE m.business_id = $1 AND m.product_id = $2
            AND m.sequence \(Order.comparison) $3 AND m.sequence IS DISTINCT FROM $4
        ORDER BY m.sequence \(Order.keyword) LIMIT $5
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
struct ListPayments<Order: ListOrder>: PostgresStatement {
    let business: Business.ID
    let reference: PaymentReference
    let page: PageRequest<Payment>

    static var sql: String {
        """
        SELECT r.sequence, \(LedgerRow.columns(of: "e"))
        FROM josk.ledger_entries AS e
        LEFT JOIN josk.ledger_entries AS r
            ON r.business_id = $1 AND r.customer_id = e.customer_id AND r.reversed_sequence = e.sequence
        WHERE e.business_id = $1 AND e.kind = 'payment' AND e.reference = $2
            AND (e.customer_id, e.sequence) \(Order.comparison) ($3, $4)
            AND (e.customer_id, e.sequence) IS DISTINCT FROM ($5, $6)
        ORDER BY e.customer_id \(Order.keyword), e.sequence \(Order.keyword) LIMIT $7
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
        PaymentRow(reversalSequence: try row.nextIfAny(), entry: try LedgerRow(from: &row))
    }
}

/// A customer's orders by number.
struct ListOrders<Direction: ListOrder>: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<OrderRecord>

    /// The conditions and the end of the list, which the refunds of its orders share.
    static var range: String {
        """
        WHERE o.business_id = $1 AND o.customer_id = $2
            AND o.number \(Direction.comparison) $3 AND o.number IS DISTINCT FROM $4
        ORDER BY o.number \(Direction.keyword) LIMIT $5
        """
    }

    static var sql: String {
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
struct ListRefunds<Direction: ListOrder>: PostgresStatement {
    let orders: ListOrders<Direction>

    static var sql: String {
        """
        SELECT \(RefundRow.columns)
        FROM (SELECT o.id FROM josk.orders AS o \(ListOrders<Direction>.range)) AS page
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
