import Testing

@testable import JoskLedger

@Suite("Times of facts")
struct TimeTests {
    private func later(_ shop: StorelessShop, bySeconds seconds: Int64) -> Timestamp {
        Timestamp(microseconds: shop.now.microseconds + seconds * 1_000_000)
    }

    @Test("The time of a ledger follows a clock that advances")
    func forward() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        shop.now = later(shop, bySeconds: 60)
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).recordedAt == shop.now)
        #expect(shop.accounts[ada]?.lastEntry.recordedAt == shop.now)
    }

    @Test("A clock that goes back does not move back the time of a ledger, an order or a refund")
    func backInLedger() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        let opened = shop.now
        shop.now = later(shop, bySeconds: -3_600)

        let purchase = try shop.accept(Purchase(by: ada, [.init(tea, quantity: 2)]))
        #expect(purchase.placedAt == opened)
        #expect(shop.orders[purchase.orderID]?.order.placedAt == opened)
        let refund = try shop.accept(RefundOrder(of: purchase.orderID, [.init(lineNumber: 1, quantity: 1)]))
        #expect(refund.refundedAt == opened)
        #expect(shop.history.refunds.last?.refundedAt == opened)
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).recordedAt == opened)
        #expect(shop.history.entries.allSatisfy { $0.recordedAt == opened })
        // The journal contains the time of the store's clock.
        #expect(shop.history.journal.last?.recordedAt == shop.now)
    }

    @Test("A clock that goes back does not move back the time of a product's movements")
    func backInStock() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        let added = shop.now
        shop.now = later(shop, bySeconds: -3_600)
        #expect(try shop.accept(AdjustStock(of: tea, by: 1)).movedAt == added)
        let order = try shop.sell(tea, 2, to: ada)
        _ = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(shop.history.movements.count == 4)
        #expect(shop.history.movements.allSatisfy { $0.movedAt == added })
    }

    @Test("The time of one ledger does not affect that of another")
    func perLedger() throws {
        var shop = try StorelessShop.open()
        let start = shop.now
        shop.now = later(shop, bySeconds: 3_600)
        _ = try shop.addCustomer(limit: 1)
        shop.now = start
        let bob = try shop.addCustomer(limit: 1)
        #expect(try shop.accept(RecordPayment(by: bob, .pence(1))).recordedAt == start)
    }

    @Test("All facts of one command have the same time")
    func oneTime() throws {
        let sample = try Sample()
        let changes = try sample.shop.changes(of: sample.purchase)
        #expect(changes.orders.map(\.placedAt) == [sample.shop.now])
        #expect(changes.entries.map(\.recordedAt) == [sample.shop.now])
        #expect(changes.movements.map(\.movedAt) == [sample.shop.now])
        #expect(changes.journal.map(\.recordedAt) == [sample.shop.now])
    }

    @Test(
        "A purchase and a payment are accepted at any clock time", arguments: [Int64.min, -1, 0, .max])
    func anyTime(microseconds: Int64) throws {
        var shop = StorelessShop()
        shop.now = Timestamp(microseconds: microseconds)
        _ = try shop.accept(CreateBusiness(in: try .named("Pacific/Auckland")))
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        #expect(try shop.accept(Purchase(by: ada, [.init(tea, quantity: 1)])).placedAt == shop.now)
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).recordedAt == shop.now)
    }
}
