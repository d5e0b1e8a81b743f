import Foundation
import Testing

@testable import JoskLedger

@Suite("CreateBusiness")
struct CreateBusinessTests {
    @Test("A business is created with the requested values at the time of the transaction")
    func accepted() throws {
        var shop = StorelessShop()
        let zone = try TimeZone.named("Pacific/Auckland")
        let receipt = try shop.accept(
            CreateBusiness(named: "Tea & Co", .jpy, in: zone, paymentTerms: .days(14)))
        #expect(receipt == CreateBusinessReceipt(id: shop.id, createdAt: shop.now))
        #expect(
            shop.business
                == Business(
                    id: shop.id, name: "Tea & Co", currency: .jpy, timeZone: zone, paymentTerms: .days(14),
                    createdAt: shop.now))
    }

    @Test("A repeated creation of a business returns the first receipt, also at a later time")
    func replay() throws {
        var shop = StorelessShop()
        let request = Request(CreateBusiness(), key: CreateBusiness.key, metadata: .empty)
        let first = try shop.run(request).get()
        shop.now = Timestamp(microseconds: shop.now.microseconds + 1)
        #expect(try shop.run(request).get() == first)
        #expect(shop.history.journal.count == 1)
    }

    @Test("A creation of an existing business by another request is rejected")
    func alreadyExists() throws {
        let shop = try StorelessShop.open()
        #expect(try shop.rejection(of: CreateBusiness()) == .alreadyExists(shop.id))
        #expect(try shop.rejection(of: CreateBusiness(named: "Another")) == .alreadyExists(shop.id))
    }

    @Test("A new business's payment terms may be 0 or 3,650 days", arguments: [0, 3_650])
    func termsInBounds(days: Int) throws {
        var shop = StorelessShop()
        _ = try shop.accept(CreateBusiness(paymentTerms: .days(days)))
        #expect(shop.business?.paymentTerms == .days(days))
    }

    @Test(
        "A creation of a business with payment terms out of bounds is rejected with the number",
        arguments: [-1, 3_651, .min, .max])
    func termsOutOfBounds(days: Int) throws {
        let violation = LimitViolation(.paymentTerms, Int64(days), allowed: 0...3_650)
        #expect(
            try StorelessShop().rejection(of: CreateBusiness(paymentTerms: .days(days)))
                == .outOfBounds(violation))
    }

    @Test("A time zone that its identifier does not restore is rejected with the identifier")
    func unknownTimeZone() throws {
        // The offset is an hour and a second; the identifier does not contain the second.
        let odd = try #require(TimeZone(secondsFromGMT: 3_601))
        #expect(
            try StorelessShop().rejection(of: CreateBusiness(in: odd)) == .unknownTimeZone(odd.identifier))
        let even = try #require(TimeZone(secondsFromGMT: 3_600))
        #expect(throws: Never.self) { try StorelessShop().changes(of: CreateBusiness(in: even)) }
    }

    @Test("Commands to a business that was not created fail and change nothing")
    func unknownBusiness() throws {
        var shop = StorelessShop()
        let id = shop.id
        let customer = shop.run(AddCustomer(limit: .pence(1)), key: nil)
        #expect(customer == .failure(.unknownBusiness(id)))
        let product = shop.run(AddProduct(price: .pence(1)), key: nil)
        #expect(product == .failure(.unknownBusiness(id)))
        let goods = shop.run(ReceiveGoods(of: .numbered(1), 1), key: nil)
        #expect(goods == .failure(.unknownBusiness(id)))
        let adjustment = shop.run(AdjustStock(of: .numbered(1), by: 1), key: nil)
        #expect(adjustment == .failure(.unknownBusiness(id)))
        let purchase = shop.run(Purchase(by: .numbered(1), []), key: nil)
        #expect(purchase == .failure(.unknownBusiness(id)))
        let payment = shop.run(RecordPayment(by: .numbered(1), .pence(1)), key: nil)
        #expect(payment == .failure(.unknownBusiness(id)))
        let refund = shop.run(RefundOrder(of: .numbered(1), []), key: nil)
        #expect(refund == .failure(.unknownBusiness(id)))
        #expect(shop.history.count == 0)
    }
}
