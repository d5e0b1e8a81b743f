import Testing

@testable import JoskLedger

@Suite("ChangePrice")
struct ChangePriceTests {
    @Test("A changed price is in force, and the receipt contains both prices")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450, stock: 5)
        let before = try #require(shop.items[tea])
        let command = ChangePrice(productID: tea, price: .pence(475))
        let changes = try shop.changes(of: command)
        // The product and the journal entry change; no fact is added.
        #expect(changes.count == 2)
        #expect(changes.changedProducts.map(\.price) == [.pence(475)])
        #expect(changes.journal.map(\.kind) == ["change-price"])
        shop.now = Timestamp(microseconds: shop.now.microseconds + 1)
        #expect(
            try shop.accept(command)
                == ChangePriceReceipt(
                    productID: tea, price: .pence(475), previousPrice: .pence(450), changedAt: shop.now))
        var after = before
        after.product.price = .pence(475)
        #expect(shop.items[tea] == after)
    }

    @Test("A purchase costs the price in force, and one that expects the old total is rejected")
    func nextPurchase() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 5)
        _ = try shop.accept(ChangePrice(productID: tea, price: .pence(475)))
        let lines = [PurchaseLine(tea, quantity: 2)]
        let expecting = try shop.rejection(of: Purchase(by: ada, lines, expecting: .pence(900)))
        #expect(expecting.changedTotal == .init(expected: .pence(900), actual: .pence(950)))
        #expect(try shop.accept(Purchase(by: ada, lines)).total == .pence(950))
    }

    @Test("An order keeps its prices after a price change, also in refunds and cancellations")
    func soldBefore() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 5)
        let order = try shop.sell(tea, 3, to: ada)
        let sold = shop.orders[order]
        _ = try shop.accept(ChangePrice(productID: tea, price: .pence(9_999)))
        #expect(shop.orders[order] == sold)
        #expect(shop.accounts[ada]?.balance == .pence(1_350))
        let refund = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(refund.total == .pence(450))
        #expect(try shop.accept(CancelOrder(of: order)).total == .pence(900))
        #expect(shop.accounts[ada]?.balance == .pence(0))
    }

    @Test(
        "A price may be changed to 0, to 10^15 and to its present value",
        arguments: [0, Int64.quadrillion, 450])
    func inBounds(price: Int64) throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450)
        _ = try shop.accept(ChangePrice(productID: tea, price: .pence(price)))
        #expect(shop.items[tea]?.product.price == .pence(price))
    }

    @Test(
        "A change to a price out of bounds is rejected with the number",
        arguments: [-1, Int64.quadrillion + 1, .min, .max])
    func outOfBounds(price: Int64) throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450)
        #expect(
            try shop.rejection(of: ChangePrice(productID: tea, price: .pence(price)))
                == .outOfBounds(LimitViolation(.price, price, allowed: 0...Int64.quadrillion)))
    }

    @Test("A change to a price in another currency is rejected with both currencies")
    func currency() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450)
        #expect(
            try shop.rejection(of: ChangePrice(productID: tea, price: .usd(minorUnits: 450)))
                == .currencyMismatch(CurrencyMismatch(expected: .gbp, given: .usd)))
    }

    @Test("A change of the price of an unknown product is rejected with the identifier")
    func unknown() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: ChangePrice(productID: .numbered(9), price: .pence(1)))
                == .unknownProduct(.numbered(9)))
    }
}
