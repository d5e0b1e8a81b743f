internal import JoskLedger
internal import JoskLibPQ

/// A row of `refunds` with its lines, of which each column is an array over all lines.
struct RefundRow: Sendable {
    /// The columns of a refund, aliased `r`, and of its lines, in the order of ``init(from:)``.
    static let columns = """
        r.order_id, r.number, r.customer_id, r.total, r.refunded_at, r.command_id,
        l.line_numbers, l.product_ids, l.quantities, l.amounts, l.restocked
        """

    /// The join of the lines to refunds that are aliased `r`.
    static let lines = """
        CROSS JOIN LATERAL (
            SELECT array_agg(line_number ORDER BY number) AS line_numbers,
                array_agg(product_id ORDER BY number) AS product_ids,
                array_agg(quantity ORDER BY number) AS quantities,
                array_agg(amount ORDER BY number) AS amounts,
                array_agg(is_restocked ORDER BY number) AS restocked
            FROM josk.refund_lines
            WHERE business_id = r.business_id AND order_id = r.order_id AND refund_number = r.number
        ) AS l
        """

    let id: Refund.ID
    let customerID: Customer.ID
    let total: Int64
    let refundedAt: Timestamp
    let commandID: JournalEntry.ID
    let lineNumbers: [Int32]
    let productIDs: [Product.ID]
    let quantities: [Int64]
    let amounts: [Int64]
    let restocked: [Bool]

    init(from row: inout Rows.RowDecoder) throws(PostgresError) {
        id = Refund.ID(orderID: try row.next(), number: try row.next())
        customerID = try row.next()
        total = try row.next()
        refundedAt = try row.next()
        commandID = try row.next()
        lineNumbers = try row.nextArray()
        productIDs = try row.nextArray()
        quantities = try row.nextArray()
        amounts = try row.nextArray()
        restocked = try row.nextArray()
        let counts = [productIDs.count, quantities.count, amounts.count, restocked.count]
        guard counts.allSatisfy({ $0 == lineNumbers.count }) else {
            throw .malformed("the lines of \(id) have columns of different lengths")
        }
        try check(total, within: Limits.nonNegativeAmount, "total")
        for quantity in quantities { try check(quantity, within: Limits.quantity, "quantity") }
        for amount in amounts { try check(amount, within: Limits.nonNegativeAmount, "amount") }
    }

    func refund(in currency: Currency) -> Refund {
        Refund(
            id: id, customerID: customerID,
            lines: lineNumbers.indices.map { index in
                RefundLine(
                    lineNumber: Int(lineNumbers[index]), productID: productIDs[index],
                    quantity: quantities[index], amount: Money(minorUnits: amounts[index], currency),
                    isRestocked: restocked[index])
            },
            total: Money(minorUnits: total, currency), refundedAt: refundedAt, commandID: commandID)
    }
}
