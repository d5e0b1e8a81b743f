import Testing

@testable import JoskLedger

@Suite("Bounds of purchases")
struct PurchaseBoundsTests {
    private let amounts = 0...Int64.quadrillion

    private func shop() throws -> (StorelessShop, Customer.ID, Product.ID) {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: .quadrillion)
        let product = try shop.addProduct(price: 1, stock: .trillion)
        return (shop, ada, product)
    }

    /// Checks that a purchase of these lines is rejected for these violations and nothing else.
    private func expect(
        _ violations: [LimitViolation], for lines: [PurchaseLine], in shop: StorelessShop,
        by ada: Customer.ID,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var expected = PurchaseRejection()
        expected.outOfBounds = violations
        let rejection = try shop.rejection(of: Purchase(by: ada, lines))
        #expect(rejection == expected, sourceLocation: sourceLocation)
    }

    @Test("An order may have 10,000 lines")
    func mostLines() throws {
        var (shop, ada, tea) = try shop()
        let lines = [PurchaseLine](repeating: .init(tea, quantity: 1), count: 10_000)
        let receipt = try shop.accept(Purchase(by: ada, lines))
        #expect(receipt.total == .pence(10_000))
        #expect(shop.history.movements.last?.quantity == -10_000)
        #expect(shop.history.movements.count == 2)
    }

    @Test("A purchase of no lines or of 10,001 lines is rejected for that alone", arguments: [0, 10_001])
    func countOfLines(count: Int) throws {
        let (shop, _, tea) = try shop()
        // The customer is unknown and the stock insufficient, but nothing else of such a request is checked.
        let lines = [PurchaseLine](repeating: .init(tea, quantity: .trillion), count: count)
        let purchase = Purchase(by: .numbered(99), lines)
        var expected = PurchaseRejection()
        expected.outOfBounds = [.init(.lines, Int64(count), allowed: 1...10_000)]
        #expect(try shop.rejection(of: purchase) == expected)
        #expect(purchase.footprint.products.isEmpty)
    }

    @Test(
        "A purchase of a quantity out of bounds is rejected with the line and the number",
        arguments: [0, -1, Int64.trillion + 1, .min, .max])
    func quantity(quantity: Int64) throws {
        let (shop, ada, tea) = try shop()
        try expect(
            [.init(.quantity, quantity, allowed: 1...Int64.trillion, lineNumber: 2)],
            for: [.init(tea, quantity: 1), .init(tea, quantity: quantity)], in: shop, by: ada)
    }

    @Test(
        "A purchase at a negotiated price out of bounds is rejected with the line and the number",
        arguments: [-1, Int64.quadrillion + 1, .min, .max])
    func price(price: Int64) throws {
        let (shop, ada, tea) = try shop()
        try expect(
            [.init(.price, price, allowed: amounts, lineNumber: 2)],
            for: [.init(tea, quantity: 1), .init(tea, quantity: 1, unitPrice: .pence(price))],
            in: shop, by: ada)
    }

    @Test("The amount of an order's line may be exactly 10^15, and no minor unit more")
    func lineAmount() throws {
        var (shop, ada, tea) = try shop()
        try expect(
            [.init(.lineAmount, .quadrillion + 10, allowed: amounts, lineNumber: 1)],
            for: [.init(tea, quantity: 10, unitPrice: .pence(.quadrillion / 10 + 1))], in: shop, by: ada)
        let exact = PurchaseLine(tea, quantity: 10, unitPrice: .pence(.quadrillion / 10))
        #expect(try shop.accept(Purchase(by: ada, [exact])).total == .pence(.quadrillion))
    }

    @Test("A line of a purchase whose amount does not fit in 64 bits is rejected without a number")
    func lineOverflow() throws {
        let (shop, ada, tea) = try shop()
        try expect(
            [.init(.lineAmount, nil, allowed: amounts, lineNumber: 1)],
            for: [.init(tea, quantity: .trillion, unitPrice: .pence(.quadrillion))], in: shop, by: ada)
        // 2^32 × 2^32 = 2^64 would wrap around to zero.
        try expect(
            [.init(.lineAmount, nil, allowed: amounts, lineNumber: 1)],
            for: [.init(tea, quantity: 4_294_967_296, unitPrice: .pence(4_294_967_296))], in: shop, by: ada)
    }

    @Test("The total of a purchase may be exactly 10^15, and no minor unit more")
    func total() throws {
        var (shop, ada, tea) = try shop()
        let almost = PurchaseLine(tea, quantity: 1, unitPrice: .pence(.quadrillion - 1))
        try expect(
            [.init(.total, .quadrillion + 1, allowed: amounts)],
            for: [almost, .init(tea, quantity: 2)], in: shop, by: ada)
        let receipt = try shop.accept(Purchase(by: ada, [almost, .init(tea, quantity: 1)]))
        #expect(receipt.total == .pence(.quadrillion))
    }

    @Test("A total of a purchase that does not fit in 64 bits is rejected without a number")
    func totalOverflow() throws {
        let (shop, ada, tea) = try shop()
        let line = PurchaseLine(tea, quantity: 1, unitPrice: .pence(.quadrillion))
        try expect(
            [.init(.total, 9_223 * .quadrillion, allowed: amounts)],
            for: Array(repeating: line, count: 9_223), in: shop, by: ada)
        try expect(
            [.init(.total, nil, allowed: amounts)],
            for: Array(repeating: line, count: 9_224), in: shop, by: ada)
        // Beyond 64 bits, the sum does not wrap around.
        try expect(
            [.init(.total, nil, allowed: amounts)],
            for: Array(repeating: line, count: 10_000), in: shop, by: ada)
    }

    @Test("A rejected purchase names every line that is out of bounds, and no total of the other lines")
    func everyLine() throws {
        let (shop, ada, tea) = try shop()
        try expect(
            [
                .init(.quantity, 0, allowed: 1...Int64.trillion, lineNumber: 1),
                .init(.price, -1, allowed: amounts, lineNumber: 3),
                .init(.lineAmount, 2 * .quadrillion, allowed: amounts, lineNumber: 4),
            ],
            for: [
                .init(tea, quantity: 0), .init(tea, quantity: 1),
                .init(tea, quantity: 1, unitPrice: .pence(-1)),
                .init(tea, quantity: 2, unitPrice: .pence(.quadrillion)),
            ],
            in: shop, by: ada)
    }
}
