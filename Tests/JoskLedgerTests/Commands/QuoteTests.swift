import Testing

@testable import JoskLedger

@Suite("Quote")
struct QuoteTests {
    private func quote(_ purchase: Purchase, in shop: StorelessShop) -> Quote {
        Quote(PurchaseAssessment(of: purchase, on: shop.state(of: purchase.footprint)))
    }

    @Test("A quote has the lines and the total of the later purchase")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let purchase = Purchase(by: ada, [.init(tea, quantity: 2)])
        let quote = quote(purchase, in: shop)
        #expect(quote.rejection == nil)
        #expect(quote.shortages.isEmpty)
        #expect(quote.total == .pence(900))
        #expect(quote.credit?.available == .pence(1_000))
        #expect(quote.credit?.isSufficient == true)
        let receipt = try shop.accept(purchase)
        #expect(quote.total == receipt.total)
        #expect(quote.lines == shop.orders[receipt.orderID]?.order.lines)
    }

    @Test("A quote has the rejection of the later purchase")
    func rejected() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 899)
        let tea = try shop.addProduct(price: 450, stock: 1)
        let purchase = Purchase(by: ada, [.init(tea, quantity: 2)])
        let quote = quote(purchase, in: shop)
        #expect(quote.rejection == (try shop.rejection(of: purchase)))
        #expect(quote.shortages.map(\.missing) == [1])
        #expect(quote.total == .pence(900))
        #expect(quote.credit?.isSufficient == false)
    }

    @Test("A quote omits a line that cannot be priced, and then has no total and no credit figures")
    func unpriced() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let lines: [PurchaseLine] = [.init(.numbered(99), quantity: 1), .init(tea, quantity: 1)]
        let quote = quote(Purchase(by: ada, lines), in: shop)
        #expect(quote.lines.map(\.productID) == [tea])
        #expect(quote.total == nil)
        #expect(quote.credit == nil)
        #expect(quote.rejection?.unknownProducts == [.numbered(99)])
    }

    @Test("A quote for an unknown customer has no credit figures")
    func unknownCustomer() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450, stock: 10)
        let quote = quote(Purchase(by: .numbered(9), [.init(tea, quantity: 1)]), in: shop)
        #expect(quote.total == .pence(450))
        #expect(quote.credit == nil)
        #expect(quote.rejection?.customerProblem == .unknown(.numbered(9)))
    }
}
