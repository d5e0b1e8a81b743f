import Testing

@testable import JoskLedger

@Suite("Stock of purchases")
struct PurchaseStockTests {
    private func shop(stock: Int64) throws -> (StorelessShop, Customer.ID, Product.ID) {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: .quadrillion)
        let product = try shop.addProduct(price: 1, stock: stock)
        return (shop, ada, product)
    }

    @Test("A purchase may take exactly the whole stock")
    func emptied() throws {
        var (shop, ada, tea) = try shop(stock: 10)
        _ = try shop.sell(tea, 10, to: ada)
        #expect(shop.items[tea]?.stock == 0)
    }

    @Test("A purchase of one unit too many is rejected with the requested, available and missing units")
    func oneBeyond() throws {
        let (shop, ada, tea) = try shop(stock: 10)
        let rejection = try shop.rejection(of: Purchase(by: ada, [.init(tea, quantity: 11)]))
        var expected = PurchaseRejection()
        expected.shortages = [.init(productID: tea, lineNumbers: [1], requested: 11, available: 10)]
        #expect(rejection == expected)
        #expect(rejection.shortages.map(\.missing) == [1])
    }

    @Test("The quantities of a product on two lines are checked together, and both lines are named")
    func twoLines() throws {
        var (shop, ada, tea) = try shop(stock: 10)
        let mug = try shop.addProduct(price: 1, stock: 10)
        let short: [PurchaseLine] = [
            .init(tea, quantity: 6), .init(mug, quantity: 1), .init(tea, quantity: 5),
        ]
        var expected = PurchaseRejection()
        expected.shortages = [.init(productID: tea, lineNumbers: [1, 3], requested: 11, available: 10)]
        #expect(try shop.rejection(of: Purchase(by: ada, short)) == expected)

        let enough: [PurchaseLine] = [
            .init(tea, quantity: 6), .init(mug, quantity: 1), .init(tea, quantity: 4),
        ]
        let order = try shop.accept(Purchase(by: ada, enough)).orderID
        #expect(shop.orders[order]?.order.lines.map(\.quantity) == [6, 1, 4])
        #expect(shop.items[tea]?.stock == 0)
        let sales = shop.history.movements.filter { $0.kind == .sale(order) }
        #expect(sales.map(\.productID) == [tea, mug])
        #expect(sales.map(\.quantity) == [-10, -1])
    }

    @Test("A rejected purchase names every short product in the order of the lines")
    func everyShortage() throws {
        var (shop, ada, tea) = try shop(stock: 0)
        let mug = try shop.addProduct(price: 1, stock: 3)
        let pot = try shop.addProduct(price: 1, stock: 1)
        let lines: [PurchaseLine] = [
            .init(mug, quantity: 4), .init(pot, quantity: 1), .init(tea, quantity: 2),
        ]
        #expect(
            try shop.rejection(of: Purchase(by: ada, lines)).shortages == [
                .init(productID: mug, lineNumbers: [1], requested: 4, available: 3),
                .init(productID: tea, lineNumbers: [3], requested: 2, available: 0),
            ])
    }

    @Test("A rejected purchase names an inactive product once, with or without enough stock")
    func inactiveProduct() throws {
        var (shop, ada, tea) = try shop(stock: 1)
        shop.deactivate(tea)
        var expected = PurchaseRejection()
        expected.inactiveProducts = [tea]
        #expect(try shop.rejection(of: Purchase(by: ada, [.init(tea, quantity: 1)])) == expected)
        expected.shortages = [.init(productID: tea, lineNumbers: [1, 2], requested: 2, available: 1)]
        let lines: [PurchaseLine] = [.init(tea, quantity: 1), .init(tea, quantity: 1)]
        #expect(try shop.rejection(of: Purchase(by: ada, lines)) == expected)
    }

    @Test("A rejected purchase names each unknown product once, in the order of the lines")
    func unknownProducts() throws {
        let (shop, ada, tea) = try shop(stock: 10)
        let lines: [PurchaseLine] = [
            .init(.numbered(99), quantity: 1), .init(tea, quantity: 1), .init(.numbered(98), quantity: 1),
            .init(.numbered(99), quantity: 1, unitPrice: .pence(1)),
        ]
        var expected = PurchaseRejection()
        expected.unknownProducts = [.numbered(99), .numbered(98)]
        #expect(try shop.rejection(of: Purchase(by: ada, lines)) == expected)
    }

    @Test("The largest possible quantities in one purchase do not overflow")
    func mostUnits() throws {
        var (shop, ada, tea) = try shop(stock: 1)
        shop.restock(tea, to: .quadrillion)
        let line = PurchaseLine(tea, quantity: .trillion, unitPrice: .pence(0))
        let shortages = try shop.rejection(of: Purchase(by: ada, Array(repeating: line, count: 10_000)))
            .shortages
        #expect(shortages.map(\.requested) == [10_000 * .trillion])
        #expect(shortages.map(\.available) == [.quadrillion])
    }

    @Test("The largest possible stock of a product can be sold in one movement and returned at once")
    func oneMovement() throws {
        var (shop, ada, tea) = try shop(stock: 1)
        shop.restock(tea, to: .quadrillion)
        let line = PurchaseLine(tea, quantity: .trillion, unitPrice: .pence(0))
        let order = try shop.accept(Purchase(by: ada, Array(repeating: line, count: 1_000))).orderID
        #expect(shop.items[tea]?.stock == 0)
        #expect(shop.history.movements.last?.quantity == -.quadrillion)
        let back = (1...1_000).map { RefundRequestLine(lineNumber: $0, quantity: .trillion) }
        _ = try shop.accept(RefundOrder(of: order, back))
        #expect(shop.items[tea]?.stock == .quadrillion)
    }
}
