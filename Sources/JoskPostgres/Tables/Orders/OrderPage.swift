import JoskLedger
import JoskLibPQ

/// A query for a page of a customer's orders, by number.
struct ListOrders: PostgresStatement {
    /// An order on the page, and true if the list has an order after it.
    typealias Row = (order: OrderRow, isFollowed: Bool)

    let business: Business.ID
    let customer: Customer.ID
    let page: PageRequest<OrderDetails>

    /// The subquery for the orders on the page, which the query for their refunds shares.
    ///
    /// The page ends with the order that has its last permitted line. The lines are counted only up to that one, so a
    /// page of large orders costs no more than a page of that many lines.
    var orders: String {
        """
        (
            SELECT *, lead(true) OVER (ORDER BY number \(page.direction.keyword)) IS NOT NULL AS is_followed
            FROM (SELECT * FROM josk.orders AS o \(range) LIMIT $5) AS o
            ORDER BY number \(page.direction.keyword) LIMIT $5 - 1
        ) AS o
        """
    }

    /// The condition that an order is not after the end of the page.
    var isOnPage: String {
        """
        o.number \(page.direction == .ascending ? "<=" : ">=") coalesce(
            (
                SELECT f.number FROM (SELECT o.id, o.number FROM josk.orders AS o \(range) LIMIT $5 - 1) AS f
                CROSS JOIN LATERAL (
                    SELECT 1 FROM josk.order_lines WHERE business_id = $1 AND order_id = f.id
                    UNION ALL
                    SELECT 1 FROM josk.refund_lines WHERE business_id = $1 AND order_id = f.id
                ) AS l
                ORDER BY f.number \(page.direction.keyword) OFFSET \(Limits.pageLines - 1) LIMIT 1
            ),
            o.number)
        """
    }

    private var range: String {
        """
        WHERE o.business_id = $1 AND o.customer_id = $2
            AND o.number \(page.direction.comparison) $3 AND o.number IS DISTINCT FROM $4
        ORDER BY o.number \(page.direction.keyword)
        """
    }

    var name: String { "josk_ListOrders_\(page.direction)" }
    var sql: String {
        """
        SELECT o.is_followed, \(OrderRow.columns)
        FROM \(orders)
        \(OrderRow.lines)
        WHERE \(isOnPage)
        ORDER BY o.number \(page.direction.keyword)
        """
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(customer)
        page.bind(&parameters)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Row {
        let isFollowed = try row.next(Bool.self)
        return (try OrderRow(from: &row), isFollowed)
    }
}
