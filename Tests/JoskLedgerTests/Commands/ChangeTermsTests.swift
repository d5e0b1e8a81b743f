import Testing

@testable import JoskLedger

@Suite("ChangePaymentTerms and ChangeDefaultPaymentTerms")
struct ChangeTermsTests {
    /// The date of the tests.
    private let day = CalendarDate(clampingDaysSince1970: 20_454)

    private func dueDate(
        of customer: Customer.ID, for product: Product.ID, in shop: inout StorelessShop
    ) throws -> CalendarDate? {
        try shop.accept(Purchase(by: customer, [.init(product, quantity: 1)])).charge?.dueDate
    }

    @Test("A change of a customer's payment terms changes nothing else")
    func customerTerms() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000, reference: "A-1", paymentTerms: .days(7))
        let before = try #require(shop.accounts[ada])
        let command = ChangePaymentTerms(customerID: ada, paymentTerms: .days(14))
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["change-payment-terms"])
        #expect(
            try shop.accept(command) == CustomerChangeReceipt(customerID: ada, changedAt: shop.now))
        var after = before
        after.customer.paymentTerms = .days(14)
        #expect(shop.accounts[ada] == after)
    }

    @Test("A customer's new payment terms apply to the next charge, and earlier due dates stay")
    func dueDates() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        #expect(try dueDate(of: ada, for: tea, in: &shop) == day.adding(days: 30))
        let first = shop.history.entries.last
        _ = try shop.accept(ChangePaymentTerms(customerID: ada, paymentTerms: .days(0)))
        #expect(try dueDate(of: ada, for: tea, in: &shop) == day)
        _ = try shop.accept(ChangePaymentTerms(customerID: ada, paymentTerms: nil))
        #expect(try dueDate(of: ada, for: tea, in: &shop) == day.adding(days: 30))
        #expect(shop.history.entries.first { $0.sequence == 2 } == first)
    }

    @Test("A change of the default payment terms changes nothing else of the business")
    func businessTerms() throws {
        var shop = try StorelessShop.open()
        let before = try #require(shop.business)
        let command = ChangeDefaultPaymentTerms(paymentTerms: .days(60))
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.business == nil)
        #expect(changes.journal.map(\.kind) == ["change-business-terms"])
        shop.now = Timestamp(microseconds: shop.now.microseconds + 1)
        #expect(
            try shop.accept(command)
                == ChangeDefaultPaymentTermsReceipt(paymentTerms: .days(60), changedAt: shop.now))
        #expect(
            shop.business
                == Business(
                    id: before.id, name: before.name, currency: before.currency, timeZone: before.timeZone,
                    paymentTerms: .days(60), createdAt: before.createdAt))
    }

    @Test("The default payment terms apply to customers without payment terms of their own")
    func whoseTerms() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let bob = try shop.addCustomer(limit: 1_000, paymentTerms: .days(7))
        let tea = try shop.addProduct(price: 1, stock: 10)
        _ = try shop.accept(ChangeDefaultPaymentTerms(paymentTerms: .days(60)))
        #expect(try dueDate(of: ada, for: tea, in: &shop) == day.adding(days: 60))
        #expect(try dueDate(of: bob, for: tea, in: &shop) == day.adding(days: 7))
    }

    @Test(
        "Payment terms may be changed to 0 days, to 3,650 days and to their present value",
        arguments: [0, 3_650, 30])
    func inBounds(days: Int) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1, paymentTerms: .days(30))
        _ = try shop.accept(ChangePaymentTerms(customerID: ada, paymentTerms: .days(days)))
        #expect(shop.accounts[ada]?.customer.paymentTerms == .days(days))
        _ = try shop.accept(ChangeDefaultPaymentTerms(paymentTerms: .days(days)))
        #expect(shop.business?.paymentTerms == .days(days))
    }

    @Test(
        "A change to payment terms out of bounds is rejected with the number",
        arguments: [-1, 3_651, .min, .max])
    func outOfBounds(days: Int) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1)
        let violation = LimitViolation(.paymentTerms, Int64(days), allowed: 0...3_650)
        #expect(
            try shop.rejection(of: ChangePaymentTerms(customerID: ada, paymentTerms: .days(days)))
                == .outOfBounds(violation))
        #expect(
            try shop.rejection(of: ChangeDefaultPaymentTerms(paymentTerms: .days(days)))
                == .outOfBounds(violation))
    }

    @Test(
        "A change of the payment terms of an unknown customer is rejected with the identifier",
        arguments: [nil, PaymentTerms.days(1)])
    func unknown(terms: PaymentTerms?) throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: ChangePaymentTerms(customerID: .numbered(9), paymentTerms: terms))
                == .unknownCustomer(.numbered(9)))
    }
}
