internal import JoskLedger
internal import JoskLibPQ

/// A query for the refunds of orders, by number.
struct LoadRefunds: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>

    static let sql = """
        SELECT \(RefundRow.columns)
        FROM \(KeyedLookup.each(of: "refunds", by: "order_id", as: "r"))
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
