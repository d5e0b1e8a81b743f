/// Audits one customer's orders and refunds: their numbers, their sums, and that no more was refunded than was
/// bought.
struct OrdersAudit: Sendable {
    private let businessID: Business.ID
    private let currency: Currency?
    /// The order examined last, to which the next refunds belong.
    private var order: Order?
    /// The units refunded so far of each line of the order.
    private var refunded: [Int128] = []
    /// The refunds of the order examined so far.
    private var refunds: [Refund.ID] = []
    /// True if more units of any line of the current order were refunded than were bought.
    private var isOverrefunded = false

    init(in businessID: Business.ID, currency: Currency?) {
        self.businessID = businessID
        self.currency = currency
    }

    var orderID: Order.ID? { order?.id }

    mutating func examine(_ order: Order, _ findings: inout Findings) {
        let last = self.order?.number ?? 0
        if Int128(order.number) != Int128(last) + 1 {
            let other: Suspect? =
                order.number > last ? .someOrder(numbered: last &+ 1) : (self.order?.id).map { .order($0) }
            findings.report(
                .sequenceWithoutGaps, [.order(order.id)] + (other.map { [$0] } ?? []),
                "expected order number \(Int128(last) + 1) of customer \(order.customerID), "
                    + "found number \(order.number) in order \(order.id)")
            findings.note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        let sums = order.lines.allSatisfy { line in
            line.quantity >= 1 && line.unitPrice.minorUnits >= 0
                && Int128(line.unitPrice.minorUnits) * Int128(line.quantity) == Int128(line.amount.minorUnits)
        }
        let total = order.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            sums && !order.lines.isEmpty && total == order.total.minorUnits, .orderTotalIsSum,
            [.order(order.id)],
            Self.wrongTotal(of: order, sum: total, areLinesRight: sums))
        let amounts = order.lines.flatMap { [$0.unitPrice, $0.amount] } + [order.total]
        findings.expect(
            amounts.areIn(currency), .orderTotalIsSum, [.order(order.id), .business(businessID)],
            "expected only the currency \(currency?.code ?? "of the business") in order \(order.id), "
                + "found other currencies")
        self.order = order
        refunded = Array(repeating: 0, count: order.lines.count)
        isOverrefunded = false
        refunds = []
    }

    private static func wrongTotal(of order: Order, sum: Int128, areLinesRight: Bool) -> String {
        if order.lines.isEmpty { return "order \(order.id) has no lines" }
        if !areLinesRight {
            return "order \(order.id) has a line with a quantity below 1, a negative price, "
                + "or an amount other than quantity times price"
        }
        return "expected the total \(sum) minor units, the sum of \(order.lines.count) lines, "
            + "in order \(order.id), found \(order.total.minorUnits)"
    }

    mutating func examine(_ refund: Refund, _ findings: inout Findings) {
        guard let order else { return }
        let last = refunds.last?.number ?? 0
        if Int128(refund.id.number) != Int128(last) + 1 {
            let missing = Suspect.refund(.init(orderID: order.id, number: last &+ 1))
            findings.report(
                .sequenceWithoutGaps,
                refund.id.number > last ? [missing, .refund(refund.id)] : [.refund(refund.id)],
                "expected refund \(Int128(last) + 1) of order \(order.id), found refund \(refund.id.number)")
        }
        examineLines(of: refund, order, &findings)
        let total = refund.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            !refund.lines.isEmpty && total == refund.total.minorUnits, .refundWithinPurchase,
            [.refund(refund.id)],
            refund.lines.isEmpty
                ? "\(refund.id) has no lines"
                : "expected the total \(total) minor units, the sum of \(refund.lines.count) lines, "
                    + "in \(refund.id), found \(refund.total.minorUnits)")
        findings.expect(
            refund.customerID == order.customerID, .refundWithinPurchase,
            [.refund(refund.id), .order(order.id)],
            "expected customer \(order.customerID) of order \(order.id) in \(refund.id), "
                + "found customer \(refund.customerID)")
        findings.expect(
            refund.refundedAt >= order.placedAt, .timeNeverGoesBack, [.refund(refund.id), .order(order.id)],
            "the time of \(refund.id) is \(refund.refundedAt), earlier than \(order.placedAt) of its order")
        refunds.append(refund.id)
    }

    private mutating func examineLines(of refund: Refund, _ order: Order, _ findings: inout Findings) {
        var sums = refunded
        var isPriced = refund.total.currency == order.total.currency
        for line in refund.lines {
            guard let bought = order.line(number: line.lineNumber), line.quantity >= 1,
                bought.productID == line.productID, bought.unitPrice.currency == line.amount.currency,
                Int128(bought.unitPrice.minorUnits) * Int128(line.quantity) == Int128(line.amount.minorUnits)
            else {
                isPriced = false
                continue
            }
            sums[line.lineNumber - 1] += Int128(line.quantity)
        }
        findings.expect(
            isPriced, .refundWithinPurchase, [.refund(refund.id), .order(order.id)],
            "a line of \(refund.id) has a quantity below 1 or does not match its order line in number, product, "
                + "currency or price, or the total is not in the currency of the order")
        let isWithin = zip(order.lines, sums).allSatisfy { line, refunded in refunded <= line.quantity }
        // Reported once per order: after the first excess every later refund is in excess too, and each finding
        // would list all earlier refunds.
        if !isWithin, !isOverrefunded {
            isOverrefunded = true
            findings.report(
                .refundWithinPurchase, [.refund(refund.id), .order(order.id)] + refunds.map { .refund($0) },
                "expected at most \(order.lines.map(\.quantity)) units refunded of the lines "
                    + "of order \(order.id), found \(sums) after refund \(refund.id.number)")
        }
        // The units of a damaged refund do not count against the next refund.
        if isWithin && isPriced { refunded = sums }
    }
}
