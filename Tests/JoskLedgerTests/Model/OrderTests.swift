import Testing

@testable import JoskLedger

@Suite("Order")
struct OrderTests {
    private let order = Order(
        id: .numbered(1), customerID: .numbered(2), number: 1, reference: nil,
        lines: [
            .init(productID: .numbered(3), quantity: 5, unitPrice: .pence(2), amount: .pence(10)),
            .init(productID: .numbered(4), quantity: 1, unitPrice: .pence(3), amount: .pence(3)),
        ],
        total: .pence(13), placedAt: .init(microseconds: 0), commandID: .numbered(9))

    private func refund(_ number: Int64, _ lines: [(Int, Int64)]) -> Refund {
        Refund(
            id: .init(orderID: order.id, number: number), customerID: order.customerID,
            lines: lines.map { line, quantity in
                RefundLine(
                    lineNumber: line, productID: .numbered(3), quantity: quantity, amount: .pence(0),
                    isRestocked: true)
            },
            total: .pence(0), refundedAt: .init(microseconds: 0), commandID: .numbered(9))
    }

    @Test("The lines of an order are numbered from one, and other numbers give none")
    func lines() {
        #expect(order.line(number: 1)?.productID == .numbered(3))
        #expect(order.line(number: 2)?.productID == .numbered(4))
        for number in [0, 3, -1, .min, .max] { #expect(order.line(number: number) == nil) }
    }

    @Test("The refunded quantity of a line is the sum over all refunds")
    func refundedQuantities() {
        #expect(OrderDetails(order: order, refunds: []).refundedQuantities == [0, 0])
        let refunds = [refund(1, [(1, 2), (1, 1)]), refund(2, [(2, 1), (1, 1)])]
        #expect(OrderDetails(order: order, refunds: refunds).refundedQuantities == [4, 1])
    }

    @Test("A refund of a line that the order does not have counts for none of its lines")
    func strayLines() {
        let record = OrderDetails(
            order: order, refunds: [refund(1, [(0, 1), (3, 1), (.max, 1), (.min, 1), (2, 1)])])
        #expect(record.refundedQuantities == [0, 1])
    }
}
