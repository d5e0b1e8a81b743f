internal import JoskLedger
internal import JoskLibPQ

/// A query for orders by identifier, with their lines.
struct LoadOrders: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>

    static let sql = """
        SELECT \(OrderRow.columns)
        FROM \(KeyedLookup.each(of: "orders", by: "id", as: "o"))
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

/// A query for the orders that have some references.
struct LoadOrderReferences: FixedStatement {
    let business: Business.ID
    let references: Set<OrderReference>

    static let sql = """
        SELECT reference, id FROM \(KeyedLookup.each(of: "orders", by: "reference", as: "o"))
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: references)
    }

    static func decode(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (OrderReference, Order.ID) { (try row.next(), try row.next()) }
}
