import Testing

@testable import JoskLedger

@Suite("PayOut")
struct PayOutTests {
    /// A shop in which Ada is in credit by 300.
    private struct InCredit {
        var shop: StorelessShop
        let ada: Customer.ID

        init() throws {
            shop = try StorelessShop.open()
            ada = try shop.addCustomer(limit: 1_000)
            _ = try shop.accept(RecordPayment(by: ada, .pence(300)))
        }
    }

    @Test("A payout raises the balance and is entered in the ledger")
    func accepted() throws {
        var credit = try InCredit()
        let before = try #require(credit.shop.accounts[credit.ada])
        let count = credit.shop.history.count
        let day = try CalendarDate.iso("2025-12-24")
        let receipt = try credit.shop.accept(
            PayOut(to: credit.ada, .pence(120), reference: "BANK-2", effective: day))
        #expect(
            receipt
                == LedgerEntryReceipt(
                    entry: credit.shop.posted(credit.ada, 3), amount: .pence(120), balance: .pence(-180),
                    recordedAt: credit.shop.now))
        #expect(credit.shop.history.count == count + 2)
        let journal = try #require(credit.shop.history.journal.last)
        #expect(journal.kind == "pay-out")
        let after = try #require(credit.shop.accounts[credit.ada])
        #expect(
            after.lastEntry
                == LedgerEntry(
                    in: credit.shop.id, customerID: credit.ada, sequence: 3,
                    kind: .payout("BANK-2", effective: day), amount: .pence(120), balance: .pence(-180),
                    creditLimit: .pence(1_000), recordedAt: credit.shop.now, commandID: journal.id,
                    previousHash: before.lastEntry.hash))
        #expect(after.customer == before.customer)
        #expect(Facts(of: credit.shop).audit().violations.isEmpty)
    }

    @Test("A payout of exactly the credit is accepted, and one of a minor unit more is rejected")
    func exactly() throws {
        var credit = try InCredit()
        #expect(
            try credit.shop.rejection(of: PayOut(to: credit.ada, .pence(301)))
                == .insufficientCreditBalance(balance: .pence(-300), requested: .pence(301)))
        #expect(try credit.shop.accept(PayOut(to: credit.ada, .pence(300))).balance == .pence(0))
        #expect(
            try credit.shop.rejection(of: PayOut(to: credit.ada, .pence(1)))
                == .insufficientCreditBalance(balance: .pence(0), requested: .pence(1)))
    }

    @Test(
        "A payout to a customer who owes is rejected, even with the largest credit limit",
        arguments: [1, Int64.quadrillion])
    func owing(balance: Int64) throws {
        var credit = try InCredit()
        try credit.shop.restate(credit.ada, balance: balance, limit: .quadrillion)
        for amount in [1, Int64.quadrillion] {
            #expect(
                try credit.shop.rejection(of: PayOut(to: credit.ada, .pence(amount)))
                    == .insufficientCreditBalance(balance: .pence(balance), requested: .pence(amount)))
        }
    }

    @Test("The largest possible credit can be paid out at once")
    func largest() throws {
        var credit = try InCredit()
        try credit.shop.restate(credit.ada, balance: -.quadrillion)
        #expect(
            try credit.shop.accept(PayOut(to: credit.ada, .pence(.quadrillion))).balance == .pence(0))
    }

    @Test("A payout without a date is effective on the day of recording in the business's time zone")
    func effectiveToday() throws {
        var shop = try StorelessShop.open(in: .named("Asia/Tokyo"))
        let ada = try shop.addCustomer(limit: 0)
        shop.now = try .iso("2026-03-31T23:30:00Z")
        _ = try shop.accept(RecordPayment(by: ada, .pence(5)))
        _ = try shop.accept(PayOut(to: ada, .pence(5)))
        #expect(
            shop.accounts[ada]?.lastEntry.kind == .payout(nil, effective: try .iso("2026-04-01")))
    }

    @Test(
        "A payout of an amount out of bounds is rejected with the number",
        arguments: [0, -1, Int64.quadrillion + 1, .min, .max])
    func outOfBounds(amount: Int64) throws {
        let credit = try InCredit()
        #expect(
            try credit.shop.rejection(of: PayOut(to: credit.ada, .pence(amount)))
                == .outOfBounds(LimitViolation(.payment, amount, allowed: 1...Int64.quadrillion)))
    }

    @Test("A payout in another currency is rejected with both currencies")
    func currency() throws {
        let credit = try InCredit()
        #expect(
            try credit.shop.rejection(of: PayOut(to: credit.ada, .eur(minorUnits: 1)))
                == .currencyMismatch(CurrencyMismatch(expected: .gbp, given: .eur)))
    }

    @Test("A payout to an unknown customer is rejected with the identifier")
    func unknown() throws {
        let credit = try InCredit()
        #expect(
            try credit.shop.rejection(of: PayOut(to: .numbered(9), .pence(1)))
                == .unknownCustomer(.numbered(9)))
    }

    @Test("A second payout in a transaction is limited to the credit that the first one leaves")
    func inOneTransaction() throws {
        let credit = try InCredit()
        let first = Request(PayOut(to: credit.ada, .pence(200)))
        let tooMuch = Request(PayOut(to: credit.ada, .pence(101)))
        let rest = Request(PayOut(to: credit.ada, .pence(100)))
        var state = credit.shop.state(ofAll: first.footprint, tooMuch.footprint, rest.footprint)
        _ = try state.run(first).get()
        #expect(
            state.run(tooMuch)
                == .failure(
                    .rejected(.insufficientCreditBalance(balance: .pence(-100), requested: .pence(101)))))
        #expect(try state.run(rest).get().balance == .pence(0))
    }
}
