// One customer, product or order, by identifier or by the host's own key.

import JoskLedger
import JoskLibPQ

/// The currency of a business; no row if there is none.
struct FindCurrency: FixedStatement {
    let business: Business.ID

    static let sql = "SELECT currency FROM josk.businesses WHERE id = $1"

    func bind(_ parameters: inout Parameters) { parameters.append(business) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Currency { try row.next() }
}

extension CustomerLookup {
    fileprivate var column: String {
        switch self {
        case .id: "id"
        case .reference: "reference"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .reference(let reference): parameters.append(reference)
        }
    }
}

extension ProductLookup {
    fileprivate var column: String {
        switch self {
        case .id: "id"
        case .sku: "sku"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .sku(let sku): parameters.append(sku)
        }
    }
}

extension OrderLookup {
    fileprivate var column: String {
        switch self {
        case .id: "id"
        case .reference: "reference"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        switch self {
        case .id(let id): parameters.append(id)
        case .reference(let reference): parameters.append(reference)
        }
    }
}

struct FindAccount: PostgresStatement {
    let business: Business.ID
    let lookup: CustomerLookup

    var name: String { "josk_FindAccount_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(AccountRow.columns)
        FROM josk.customers AS c
        \(Standing.rows)
        WHERE c.business_id = $1 AND c.\(lookup.column) = $2
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> AccountRow {
        try AccountRow(from: &row)
    }
}

struct FindItem: PostgresStatement {
    let business: Business.ID
    let lookup: ProductLookup

    var name: String { "josk_FindItem_\(lookup.column)" }
    var sql: String {
        "SELECT \(StockRow.columns) FROM josk.products WHERE business_id = $1 AND \(lookup.column) = $2"
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> StockRow {
        try StockRow(from: &row)
    }
}

struct FindOrder: PostgresStatement {
    let business: Business.ID
    let lookup: OrderLookup

    var name: String { "josk_FindOrder_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(OrderRow.columns)
        FROM josk.orders AS o
        \(OrderRow.lines)
        WHERE o.business_id = $1 AND o.\(lookup.column) = $2
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> OrderRow {
        try OrderRow(from: &row)
    }
}

/// The refunds of one order, which is found as the order is.
struct FindRefunds: PostgresStatement {
    let business: Business.ID
    let lookup: OrderLookup

    var name: String { "josk_FindRefunds_\(lookup.column)" }
    var sql: String {
        """
        SELECT \(RefundRow.columns)
        FROM josk.orders AS o
        JOIN josk.refunds AS r ON r.business_id = o.business_id AND r.order_id = o.id
        \(RefundRow.lines)
        WHERE o.business_id = $1 AND o.\(lookup.column) = $2
        ORDER BY r.number
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        lookup.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundRow {
        try RefundRow(from: &row)
    }
}
