import Testing

@testable import JoskLedger

@Suite("Several reasons for the rejection of a purchase")
struct PurchaseEverythingTests {
    @Test("A rejected purchase reports an invalid quantity and an invalid price of one line together")
    func priceAndQuantity() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        let tea = try shop.addProduct(price: 0)
        let line = PurchaseLine(tea, quantity: 0, unitPrice: .pence(-1))
        #expect(
            try shop.rejection(of: Purchase(by: ada, [line])).outOfBounds.map(\.subject) == [
                .quantity, .price,
            ])
    }

    @Test("A rejected purchase reports an unknown product together with its quantity out of bounds")
    func unknownAndQuantity() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        let rejection = try shop.rejection(of: Purchase(by: ada, [.init(.numbered(99), quantity: 0)]))
        #expect(rejection.unknownProducts == [.numbered(99)])
        #expect(rejection.outOfBounds.map(\.subject) == [.quantity])
    }

    @Test("A rejected purchase reports the quantity out of bounds of a line in another currency")
    func currencyAndQuantity() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        let tea = try shop.addProduct(price: 0)
        let line = PurchaseLine(tea, quantity: 0, unitPrice: .usd(minorUnits: 1))
        let rejection = try shop.rejection(of: Purchase(by: ada, [line]))
        #expect(rejection.outOfBounds.map(\.subject) == [.quantity])
    }

    @Test("A shortage names the lines whose quantities it sums")
    func shortageLines() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 3)
        let lines: [PurchaseLine] = [.init(tea, quantity: -5), .init(tea, quantity: 10)]
        let shortage = try #require(try shop.rejection(of: Purchase(by: ada, lines)).shortages.first)
        #expect(shortage.requested == 10)
        #expect(shortage.lineNumbers == [2])
    }
}
