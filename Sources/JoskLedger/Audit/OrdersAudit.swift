/// Audits what one customer's orders and refunds prove: their numbers, their sums, and that no more was
/// refunded than was bought.
struct OrdersAudit: Sendable {
    private let businessID: Business.ID
    private let currency: Currency?
    /// The order that the refunds now coming in belong to, and what was refunded of each of its lines.
    private var order: Order?
    private var refunded: [Int128] = []
    private var refunds: [Refund.ID] = []
    /// Whether more was refunded of the order than was bought.
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
                "number \(order.number) follows \(last)")
            findings.note(.order(order.id), mayBe: .someOrder(numbered: order.number))
        }
        let sums = order.lines.allSatisfy { line in
            line.quantity >= 1 && line.unitPrice.minorUnits >= 0
                && Int128(line.unitPrice.minorUnits) * Int128(line.quantity) == Int128(line.amount.minorUnits)
        }
        let total = order.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            sums && !order.lines.isEmpty && total == order.total.minorUnits, .orderTotalIsSum,
            [.order(order.id)], "total \(order.total), lines \(total)")
        let amounts = order.lines.flatMap { [$0.unitPrice, $0.amount] } + [order.total]
        findings.expect(
            amounts.areIn(currency), .orderTotalIsSum, [.order(order.id), .business(businessID)],
            "not everything is in the currency of the business")
        self.order = order
        refunded = Array(repeating: 0, count: order.lines.count)
        isOverrefunded = false
        refunds = []
    }

    mutating func examine(_ refund: Refund, _ findings: inout Findings) {
        guard let order else { return }
        let last = refunds.last?.number ?? 0
        if Int128(refund.id.number) != Int128(last) + 1 {
            let missing = Suspect.refund(.init(orderID: order.id, number: last &+ 1))
            findings.report(
                .sequenceWithoutGaps,
                refund.id.number > last ? [missing, .refund(refund.id)] : [.refund(refund.id)],
                "\(refund.id.number) follows \(last)")
        }
        examineLines(of: refund, order, &findings)
        let total = refund.lines.reduce(Int128(0)) { $0 + Int128($1.amount.minorUnits) }
        findings.expect(
            !refund.lines.isEmpty && total == refund.total.minorUnits, .refundWithinPurchase,
            [.refund(refund.id)], "total \(refund.total), lines \(total)")
        findings.expect(
            refund.customerID == order.customerID, .refundWithinPurchase,
            [.refund(refund.id), .order(order.id)],
            "customer \(order.customerID) bought, and \(refund.customerID) was refunded")
        findings.expect(
            refund.refundedAt >= order.placedAt, .timeNeverGoesBack, [.refund(refund.id), .order(order.id)],
            "refunded at \(refund.refundedAt), bought at \(order.placedAt)")
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
            "a line is not one of the order's, or not at the price that was paid")
        let isWithin = zip(order.lines, sums).allSatisfy { line, refunded in refunded <= line.quantity }
        // Once an order: whatever made it too much makes every later refund too much, and each would list all that
        // came before it.
        if !isWithin, !isOverrefunded {
            isOverrefunded = true
            findings.report(
                .refundWithinPurchase, [.refund(refund.id), .order(order.id)] + refunds.map { .refund($0) },
                "units refunded of each line so far \(sums)")
        }
        // Units of a refund that is damaged are not held against the next one.
        if isWithin && isPriced { refunded = sums }
    }
}
