import JoskLedger
import JoskLibPQ

/// A query for a page of a customer's orders, by number.
struct ListOrders: PostgresStatement {
    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<OrderDetails>

    /// The conditions, the order and the limit of the page, which the query for its refunds shares.
    var range: String {
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
