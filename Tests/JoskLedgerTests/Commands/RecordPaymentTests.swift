import Testing

@testable import JoskLedger

@Suite("RecordPayment")
struct RecordPaymentTests {
    @Test("A payment lowers the balance and is entered in the ledger")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        try shop.restate(ada, balance: 900)
        let command = RecordPayment(
            by: ada, .pence(400), reference: "BANK-1", effective: try .iso("2025-12-24"))
        let receipt = try shop.accept(command)
        let effective = try CalendarDate.iso("2025-12-24")
        #expect(
            receipt
                == RecordPaymentReceipt(
                    entry: shop.posted(ada, 2), amount: .pence(400), balance: .pence(500),
                    effectiveDate: effective, recordedAt: shop.now))
        let entry = try #require(shop.accounts[ada]).lastEntry
        #expect(entry.sequence == 2)
        #expect(entry.kind == .payment("BANK-1", effective: effective))
        #expect(entry.amount == .pence(-400))
        #expect(entry.balance == .pence(500))
        #expect(entry.creditLimit == .pence(1_000))
    }

    @Test("A payment may exceed the balance, and the customer is then in credit")
    func inCredit() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).balance == .pence(-1))
        #expect(shop.accounts[ada]?.availableCredit == .pence(1_001))
    }

    @Test("An inactive customer can pay")
    func inactive() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        shop.deactivate(ada)
        #expect(try shop.accept(RecordPayment(by: ada, .pence(1))).balance == .pence(-1))
    }

    @Test("Payments may bring the balance to exactly -10^15, and no minor unit further")
    func balanceBound() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        #expect(
            try shop.accept(RecordPayment(by: ada, .pence(.quadrillion))).balance == .pence(-.quadrillion))
        let violation = LimitViolation(
            .balance, -.quadrillion - 1, allowed: -Int64.quadrillion...Int64.quadrillion)
        #expect(try shop.rejection(of: RecordPayment(by: ada, .pence(1))) == .outOfBounds(violation))
        let furthest = LimitViolation(
            .balance, -2 * .quadrillion, allowed: -Int64.quadrillion...Int64.quadrillion)
        #expect(
            try shop.rejection(of: RecordPayment(by: ada, .pence(.quadrillion))) == .outOfBounds(furthest))
    }

    @Test(
        "A payment of an amount out of bounds is rejected with the number",
        arguments: [0, -1, Int64.quadrillion + 1, .min, .max])
    func amountOutOfBounds(amount: Int64) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1)
        let violation = LimitViolation(.payment, amount, allowed: 1...Int64.quadrillion)
        #expect(try shop.rejection(of: RecordPayment(by: ada, .pence(amount))) == .outOfBounds(violation))
    }

    @Test("A payment by an unknown customer is rejected with the identifier")
    func unknownCustomer() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: RecordPayment(by: .numbered(9), .pence(1)))
                == .unknownCustomer(.numbered(9)))
    }

    @Test("A payment in another currency is rejected with both currencies")
    func currency() throws {
        var shop = try StorelessShop.open(.gbp)
        let ada = try shop.addCustomer(limit: 1)
        #expect(
            try shop.rejection(of: RecordPayment(by: ada, .eur(minorUnits: 1)))
                == .currencyMismatch(CurrencyMismatch(expected: .gbp, given: .eur)))
    }
}
