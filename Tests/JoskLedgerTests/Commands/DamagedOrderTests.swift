import Testing

@testable import JoskLedger

@Suite("Commands on damaged orders")
struct DamagedOrderTests {
    /// Returns the state of a shop in which the lines of an order have a price and a quantity that no purchase can have
    /// together.
    private func state(_ price: Int64, _ quantity: Int64, lines: Int = 1) throws -> TransactionState {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let id = try shop.sell(tea, 5, to: ada)
        let genuine = try #require(shop.orders[id]?.order)
        let line = OrderLine(productID: tea, quantity: quantity, unitPrice: .pence(price), amount: .pence(1))
        let damaged = Order(
            id: genuine.id, customerID: ada, number: 1, reference: nil,
            lines: Array(repeating: line, count: lines), total: genuine.total, placedAt: genuine.placedAt,
            commandID: genuine.commandID)
        let footprint = Footprint(orders: [genuine.id])
        var rows = shop.rows(of: footprint)
        rows.orders = [RefundableOrder(OrderDetails(order: damaged, refunds: []))]
        return TransactionState(of: shop.id, footprint: footprint, rows: rows, now: shop.now)
    }

    private func order(in state: TransactionState) throws -> Order.ID {
        try #require(state.footprint.orders.first)
    }

    @Test(
        "A refund and a cancellation are rejected if the amount of a damaged line is out of bounds",
        arguments: [
            (1_000_000_000_000_000, 1_000_000_000_000, nil),
            (1_001, 1_000_000_000_000, 1_001_000_000_000_000),
        ]
            as [(Int64, Int64, Int64?)])
    func lineAmount(price: Int64, quantity: Int64, amount: Int64?) throws {
        let state = try state(price, quantity)
        let id = try order(in: state)
        let violation = LimitViolation(
            .lineAmount, amount, allowed: Limits.nonNegativeAmount, lineNumber: 1)
        #expect(throws: RefundRejection.outOfBounds(violation)) {
            try RefundOrder(of: id, [.init(lineNumber: 1, quantity: quantity)]).decide(on: state)
        }
        #expect(throws: CancelOrderRejection.outOfBounds(violation)) {
            try CancelOrder(of: id).decide(on: state)
        }
    }

    @Test("A refund and a cancellation are rejected if the total of damaged lines is out of bounds")
    func total() throws {
        let state = try state(1_000, 1_000_000_000_000, lines: 10)
        let id = try order(in: state)
        let violation = LimitViolation(
            .total, 2_000_000_000_000_000, allowed: Limits.nonNegativeAmount)
        let lines = (1...10).map { RefundRequestLine(lineNumber: $0, quantity: 1_000_000_000_000) }
        #expect(throws: RefundRejection.outOfBounds(violation)) {
            try RefundOrder(of: id, lines).decide(on: state)
        }
        #expect(throws: CancelOrderRejection.outOfBounds(violation)) {
            try CancelOrder(of: id).decide(on: state)
        }
    }
}
