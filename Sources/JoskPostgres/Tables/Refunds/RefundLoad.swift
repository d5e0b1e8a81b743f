internal import JoskLedger
internal import JoskLibPQ

/// A query for the sums of the refunds of orders.
///
/// The thousandth refund of an order costs little more than the first: the lines of the refunds are added up by the
/// server, and their number is that of the last refund.
struct LoadRefundSums: FixedStatement {
    let business: Business.ID
    let orders: Set<Order.ID>

    /// The statement, whose sums stay within 64 bits even if damaged rows overflow.
    ///
    /// It also returns the least quantity of each line, because a sum can hide a damaged negative one.
    static let sql = """
        SELECT w.wanted, r.number, l.line_numbers, l.quantities, l.least, l.amounts
        FROM \(KeyedLookup.rows)
        CROSS JOIN LATERAL (
            SELECT number FROM josk.refunds
            WHERE business_id = $1 AND order_id = w.wanted ORDER BY number DESC LIMIT 1
        ) AS r
        CROSS JOIN LATERAL (
            SELECT array_agg(line_number) AS line_numbers, array_agg(quantity) AS quantities,
                array_agg(least) AS least, array_agg(amount) AS amounts
            FROM (
                SELECT line_number, min(quantity) AS least, \(bounded("sum(quantity)")) AS quantity,
                    \(bounded("sum(amount)")) AS amount
                FROM josk.refund_lines WHERE business_id = $1 AND order_id = w.wanted GROUP BY line_number
            ) AS sums
        ) AS l
        """

    /// Returns the SQL for a sum, or for the nearest number of 64 bits.
    private static func bounded(_ sum: String) -> String {
        "least(greatest(\(sum), \(Int64.min)), \(Int64.max))::bigint"
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: orders)
    }

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> RefundSums {
        try RefundSums(from: &row)
    }
}

/// The sums of the refunds of one order.
struct RefundSums: Sendable {
    let orderID: Order.ID
    /// The number of the refunds, which is that of the last one.
    let count: Int64
    /// The units refunded on each line, by the number of the order's line.
    private(set) var quantities: [Int: Int64] = [:]
    /// The amount refunded, in minor units.
    private(set) var amount: Int64 = 0

    fileprivate init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        orderID = try row.next()
        count = try row.next()
        let lineNumbers = try row.nextArray(of: Int32.self)
        let (quantities, least) = (try row.nextArray(of: Int64.self), try row.nextArray(of: Int64.self))
        let amounts = try row.nextArray(of: Int64.self)
        guard [quantities.count, least.count, amounts.count].allSatisfy({ $0 == lineNumbers.count }) else {
            throw .malformed("the refunds of order \(orderID) have columns of different lengths")
        }
        try check(count, within: RowCounts.number, "number of refunds")
        for index in lineNumbers.indices {
            try check(least[index], within: Limits.quantity, "quantity")
            try check(quantities[index], within: Limits.stock, "refunded quantity")
            try check(amounts[index], within: Limits.nonNegativeAmount, "refunded amount")
            self.quantities[Int(lineNumbers[index])] = quantities[index]
            // At most 10,000 distinct lines of an order, but any number of a damaged one.
            let (sum, overflow) = amount.addingReportingOverflow(amounts[index])
            try check(overflow ? .max : sum, within: Limits.nonNegativeAmount, "refunded amount")
            amount = sum
        }
    }
}
