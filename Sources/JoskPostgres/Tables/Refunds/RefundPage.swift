import JoskLedger
import JoskLibPQ

/// A query for the refunds of a page of a customer's orders.
struct ListRefunds: PostgresStatement {
    let orders: ListOrders

    var name: String { "josk_ListRefunds_\(orders.page.direction)" }
    var sql: String {
        """
        SELECT \(RefundRow.columns)
        FROM \(orders.orders)
        JOIN josk.refunds AS r ON r.business_id = $1 AND r.order_id = o.id
        \(RefundRow.lines)
        WHERE \(orders.isOnPage)
        ORDER BY r.order_id, r.number
        """
    }

    func bind(_ parameters: inout Parameters) { orders.bind(&parameters) }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundRow {
        try RefundRow(from: &row)
    }
}
