import Testing

@testable import JoskLedger

@Suite("Rejections of refunds")
struct RefundRejectionTests {
    /// A shop with an order of 5 tea at 450 and 2 mugs at 800.
    private struct Sold {
        var shop: StorelessShop
        let ada: Customer.ID
        let tea: Product.ID
        let order: Order.ID

        init() throws {
            shop = try StorelessShop.open()
            ada = try shop.addCustomer(limit: 10_000)
            tea = try shop.addProduct(price: 450, stock: 10)
            let mug = try shop.addProduct(price: 800, stock: 10)
            let lines: [PurchaseLine] = [.init(tea, quantity: 5), .init(mug, quantity: 2)]
            order = try shop.accept(Purchase(by: ada, lines)).orderID
        }

        func rejection(_ lines: [RefundRequestLine]) throws -> RefundRejection {
            try shop.rejection(of: RefundOrder(of: order, lines))
        }
    }

    @Test("A second refund of a whole order is rejected with the remaining quantity of each line")
    func twice() throws {
        var sold = try Sold()
        let all: [RefundRequestLine] = [.init(lineNumber: 1, quantity: 5), .init(lineNumber: 2, quantity: 2)]
        _ = try sold.shop.accept(RefundOrder(of: sold.order, all))
        #expect(
            try sold.rejection(all)
                == .exceedsRemaining([
                    .init(lineNumber: 1, requested: 5, remaining: 0),
                    .init(lineNumber: 2, requested: 2, remaining: 0),
                ]))
    }

    @Test("A refund of one unit more than remains is rejected")
    func oneMore() throws {
        var sold = try Sold()
        _ = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 2)]))
        #expect(
            try sold.rejection([.init(lineNumber: 2, quantity: 2), .init(lineNumber: 1, quantity: 4)])
                == .exceedsRemaining([.init(lineNumber: 1, requested: 4, remaining: 3)]))
        _ = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 3)]))
    }

    @Test("Refund lines of the same order line are checked together, restocked or not")
    func sameLineTwice() throws {
        let sold = try Sold()
        #expect(
            try sold.rejection([
                .init(lineNumber: 1, quantity: 3), .init(lineNumber: 1, quantity: 3, restock: false),
            ])
                == .exceedsRemaining([.init(lineNumber: 1, requested: 6, remaining: 5)]))
    }

    @Test("The largest possible quantities in one refund do not overflow")
    func mostUnits() throws {
        let sold = try Sold()
        let lines = [RefundRequestLine](repeating: .init(lineNumber: 1, quantity: .trillion), count: 10_000)
        #expect(
            try sold.rejection(lines)
                == .exceedsRemaining([.init(lineNumber: 1, requested: 10_000 * .trillion, remaining: 5)]))
    }

    @Test("A refund names all line numbers that the order does not have, in ascending order")
    func unknownLines() throws {
        let sold = try Sold()
        let lines: [RefundRequestLine] = [
            .init(lineNumber: 3, quantity: 1), .init(lineNumber: .max, quantity: 1),
            .init(lineNumber: 1, quantity: 1),
            .init(lineNumber: .min, quantity: 1), .init(lineNumber: 0, quantity: 1),
            .init(lineNumber: 3, quantity: 1),
        ]
        #expect(try sold.rejection(lines) == .unknownLineNumbers([.min, 0, 3, .max]))
    }

    @Test("A refund of an unknown order is rejected with the identifier")
    func unknownOrder() throws {
        let sold = try Sold()
        let refund = RefundOrder(of: .numbered(99), [.init(lineNumber: 1, quantity: 1)])
        #expect(try sold.shop.rejection(of: refund) == .unknownOrder(.numbered(99)))
    }

    @Test(
        "A refund of a quantity out of bounds is rejected with the line of the request",
        arguments: [0, -1, Int64.trillion + 1, .min, .max])
    func quantity(quantity: Int64) throws {
        let sold = try Sold()
        let violation = LimitViolation(.quantity, quantity, allowed: 1...Int64.trillion, lineNumber: 2)
        #expect(
            try sold.rejection([.init(lineNumber: 1, quantity: 1), .init(lineNumber: 1, quantity: quantity)])
                == .outOfBounds(violation))
    }

    @Test("A refund of no lines or of 10,001 lines is rejected", arguments: [0, 10_001])
    func countOfLines(count: Int) throws {
        let sold = try Sold()
        let lines = [RefundRequestLine](repeating: .init(lineNumber: 1, quantity: 1), count: count)
        #expect(
            try sold.rejection(lines) == .outOfBounds(.init(.lines, Int64(count), allowed: 1...10_000)))
    }

    @Test("A refund may have 10,000 lines")
    func mostLines() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 1, stock: 10_000)
        let order = try shop.sell(tea, 10_000, to: ada)
        let lines = [RefundRequestLine](repeating: .init(lineNumber: 1, quantity: 1), count: 10_000)
        #expect(try shop.accept(RefundOrder(of: order, lines)).total == .pence(10_000))
        #expect(shop.items[tea]?.stock == 10_000)
    }

    @Test("A refund may bring the balance to exactly -10^15, and no minor unit further")
    func balanceBound() throws {
        var sold = try Sold()
        try sold.shop.restate(sold.ada, balance: -.quadrillion + 450)
        let violation = LimitViolation(
            .balance, -.quadrillion - 450, allowed: -Int64.quadrillion...Int64.quadrillion)
        #expect(try sold.rejection([.init(lineNumber: 1, quantity: 2)]) == .outOfBounds(violation))
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(receipt.balance == .pence(-.quadrillion))
    }

    @Test("A refund may fill the stock to exactly 10^15, and no unit further")
    func stockBound() throws {
        var sold = try Sold()
        sold.shop.restock(sold.tea, to: .quadrillion - 1)
        let violation = LimitViolation(.stock, .quadrillion + 1, allowed: 0...Int64.quadrillion)
        #expect(try sold.rejection([.init(lineNumber: 1, quantity: 2)]) == .outOfBounds(violation))
        let unstocked = RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 2, restock: false)])
        #expect(throws: Never.self) { try sold.shop.changes(of: unstocked) }
        _ = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(sold.shop.items[sold.tea]?.stock == .quadrillion)
    }
}
