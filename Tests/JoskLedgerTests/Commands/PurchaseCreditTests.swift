import Testing

@testable import JoskLedger

@Suite("Credit of purchases")
struct PurchaseCreditTests {
    /// Returns a shop that sells a product for one penny.
    private func shop(limit: Int64, balance: Int64) throws -> (StorelessShop, Customer.ID, Product.ID) {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: limit)
        try shop.restate(ada, balance: balance)
        let product = try shop.addProduct(price: 1, stock: .trillion)
        return (shop, ada, product)
    }

    private func figures(limit: Int64, balance: Int64, required: Int64) throws -> CreditFigures {
        var (shop, ada, _) = try shop(limit: limit, balance: balance)
        try shop.restate(ada, balance: balance)
        return CreditFigures(of: try #require(shop.accounts[ada]), required: .pence(required))
    }

    @Test("A purchase may reach the credit limit exactly")
    func metExactly() throws {
        var (shop, ada, thing) = try shop(limit: 1_000, balance: 400)
        let receipt = try shop.accept(Purchase(by: ada, [.init(thing, quantity: 600)]))
        #expect(receipt.balance == .pence(1_000))
        #expect(receipt.availableCredit == .pence(0))
    }

    @Test("A purchase one minor unit beyond the credit limit is rejected with all credit figures")
    func oneBeyond() throws {
        let (shop, ada, thing) = try shop(limit: 1_000, balance: 400)
        let rejection = try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 601)]))
        let credit = try #require(rejection.credit)
        #expect(credit.limit == .pence(1_000))
        #expect(credit.balance == .pence(400))
        #expect(credit.available == .pence(600))
        #expect(credit.required == .pence(601))
        var expected = PurchaseRejection()
        expected.credit = try figures(limit: 1_000, balance: 400, required: 601)
        #expect(rejection == expected)
    }

    @Test("A customer in credit may charge the limit and the credit")
    func inCredit() throws {
        var (shop, ada, thing) = try shop(limit: 1_000, balance: -500)
        let credit = try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 1_501)])).credit
        #expect(credit?.available == .pence(1_500))
        let receipt = try shop.accept(Purchase(by: ada, [.init(thing, quantity: 1_500)]))
        #expect(receipt.balance == .pence(1_000))
    }

    @Test("A customer with a limit of zero may charge only what was paid in advance")
    func withoutLimit() throws {
        var (shop, ada, thing) = try shop(limit: 0, balance: 0)
        #expect(try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 1)])).credit != nil)
        _ = try shop.accept(RecordPayment(by: ada, .pence(5)))
        #expect(try shop.accept(Purchase(by: ada, [.init(thing, quantity: 5)])).balance == .pence(0))
        #expect(try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 1)])).credit != nil)
    }

    @Test("A balance above a lowered credit limit stops every new charge")
    func loweredLimit() throws {
        var (shop, ada, thing) = try shop(limit: 1_000, balance: 0)
        try shop.restate(ada, balance: 900, limit: 300)
        let credit = try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 1)])).credit
        #expect(credit?.limit == .pence(300))
        #expect(credit?.available == .pence(-600))
        _ = try shop.accept(RecordPayment(by: ada, .pence(601)))
        #expect(try shop.accept(Purchase(by: ada, [.init(thing, quantity: 1)])).balance == .pence(300))
    }

    @Test("The largest credit limit may be reached exactly from the lowest balance")
    func furthestApart() throws {
        var (shop, ada, thing) = try shop(limit: .quadrillion, balance: -.quadrillion)
        let all = [PurchaseLine(thing, quantity: 1, unitPrice: .pence(.quadrillion))]
        let first = try shop.accept(Purchase(by: ada, all))
        #expect(first.balance == .pence(0))
        let second = try shop.accept(Purchase(by: ada, all))
        #expect(second.balance == .pence(.quadrillion))
        #expect(second.availableCredit == .pence(0))
        let credit = try shop.rejection(of: Purchase(by: ada, all)).credit
        #expect(credit?.available == .pence(0))
        #expect(credit?.required == .pence(.quadrillion))
    }

    @Test("No charge brings a balance beyond 10^15")
    func balanceBound() throws {
        var (shop, ada, thing) = try shop(limit: .quadrillion, balance: .quadrillion - 1)
        #expect(try shop.rejection(of: Purchase(by: ada, [.init(thing, quantity: 2)])).credit != nil)
        #expect(
            try shop.accept(Purchase(by: ada, [.init(thing, quantity: 1)])).balance == .pence(.quadrillion))
        let leaflet = [PurchaseLine(thing, quantity: 1, unitPrice: .pence(0))]
        #expect(try shop.accept(Purchase(by: ada, leaflet)).balance == .pence(.quadrillion))
    }
}
