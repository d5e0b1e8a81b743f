import JoskLedger
import JoskLibPQ

/// A refund with the amounts that chain it to its order and to the refund before it.
struct ChainedRefund: Sendable {
    let refund: Refund
    let orderTotal: Int64
    /// The amount refunded of the order, in minor units, up to and including this refund.
    let refunded: Int64
}

struct InsertRefunds: WritingStatement {
    let business: Business.ID
    let refunds: [ChainedRefund]
    var rowCount: Int { refunds.count }

    static let sql = """
        INSERT INTO josk.refunds
            (business_id, order_id, number, customer_id, total, refunded_at, command_id, order_total, refunded)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (order_id, number, customer_id, total, refunded_at, command_id, order_total, refunded)
        WHERE b.id = $1 ORDER BY u.order_id, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: refunds.map(\.refund.id.orderID))
        parameters.append(array: refunds.map(\.refund.id.number))
        parameters.append(array: refunds.map(\.refund.customerID))
        parameters.append(array: refunds.map(\.refund.total.minorUnits))
        parameters.append(array: refunds.map(\.refund.refundedAt))
        parameters.append(array: refunds.map(\.refund.commandID))
        parameters.append(array: refunds.map(\.orderTotal))
        parameters.append(array: refunds.map(\.refunded))
    }
}

struct InsertRefundLines: WritingStatement {
    let business: Business.ID
    let refunds: [Refund]
    var rowCount: Int { refunds.reduce(0) { $0 + $1.lines.count } }

    static let sql = """
        INSERT INTO josk.refund_lines
            (business_id, order_id, refund_number, number, line_number, product_id, quantity, amount,
            is_restocked)
        SELECT b.id, u.* FROM josk.businesses AS b,
            unnest($2, $3, $4, $5, $6, $7, $8, $9)
                AS u (order_id, refund_number, number, line_number, product_id, quantity, amount, is_restocked)
        WHERE b.id = $1 ORDER BY u.order_id, u.refund_number, u.number
        """

    func bind(_ parameters: inout Parameters) {
        parameters.append(business)
        parameters.append(array: refunds.flatMap { refund in refund.lines.map { _ in refund.id.orderID } })
        parameters.append(array: refunds.flatMap { refund in refund.lines.map { _ in refund.id.number } })
        parameters.append(array: refunds.flatMap { $0.lines.indices.map { Int32($0 + 1) } })
        let lines = refunds.flatMap(\.lines)
        parameters.append(array: lines.map { Int32(clamping: $0.lineNumber) })
        parameters.append(array: lines.map(\.productID))
        parameters.append(array: lines.map(\.quantity))
        parameters.append(array: lines.map(\.amount.minorUnits))
        parameters.append(array: lines.map(\.isRestocked))
    }
}
