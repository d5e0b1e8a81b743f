import Testing

@testable import JoskLedger

@Suite("AdjustBalance")
struct AdjustBalanceTests {
    private static let day = CalendarDate(clampingDaysSince1970: 20_000)

    private func shopWithAda(limit: Int64 = 1_000) throws -> (StorelessShop, Customer.ID) {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: limit)
        return (shop, ada)
    }

    @Test(
        "A balance adjustment of each kind, up or down, is entered with its reason and its date",
        arguments: [
            LedgerEntry.Adjustment.openingBalance(due: day), .writeOff, .goodwill, .correction,
        ], [250, -250] as [Int64])
    func accepted(adjustment: LedgerEntry.Adjustment, amount: Int64) throws {
        var (shop, ada) = try shopWithAda()
        let before = try #require(shop.accounts[ada])
        let count = shop.history.count
        let command = AdjustBalance(
            of: ada, by: .pence(amount), as: adjustment, reason: "agreed", effective: Self.day)
        let receipt = try shop.accept(command)
        #expect(
            receipt
                == LedgerEntryReceipt(
                    entry: shop.posted(ada, 2), amount: .pence(amount), balance: .pence(amount),
                    recordedAt: shop.now))
        #expect(shop.history.count == count + 2)
        let journal = try #require(shop.history.journal.last)
        #expect(journal.kind == "adjust-balance")
        let after = try #require(shop.accounts[ada])
        #expect(
            after.lastEntry
                == LedgerEntry(
                    in: shop.id, customerID: ada, sequence: 2,
                    kind: .adjustment(adjustment, "agreed", effective: Self.day), amount: .pence(amount),
                    balance: .pence(amount), creditLimit: .pence(1_000), recordedAt: shop.now,
                    commandID: journal.id, previousHash: before.lastEntry.hash))
        #expect(after.customer == before.customer)
        #expect(Facts(of: shop).audit().violations.isEmpty)
    }

    @Test("A balance adjustment without a date is effective on the day of recording in the business's zone")
    func effectiveToday() throws {
        var shop = try StorelessShop.open(in: .named("America/New_York"))
        let ada = try shop.addCustomer(limit: 0)
        shop.now = try .iso("2026-03-01T02:00:00Z")
        _ = try shop.accept(AdjustBalance(of: ada, by: .pence(5)))
        #expect(
            shop.accounts[ada]?.lastEntry.kind
                == .adjustment(.correction, "mistyped", effective: try .iso("2026-02-28")))
    }

    @Test("The credit limit does not stop a balance adjustment, but it stops the next purchase")
    func overLimit() throws {
        var (shop, ada) = try shopWithAda(limit: 100)
        let tea = try shop.addProduct(price: 1, stock: 5)
        #expect(try shop.accept(AdjustBalance(of: ada, by: .pence(101))).balance == .pence(101))
        let purchase = Purchase(by: ada, [.init(tea, quantity: 1)])
        #expect(try shop.rejection(of: purchase).credit?.available == .pence(-1))
        _ = try shop.accept(AdjustBalance(of: ada, by: .pence(-2)))
        #expect(try shop.accept(purchase).availableCredit == .pence(0))
    }

    @Test("A balance adjustment of zero is rejected")
    func zero() throws {
        let (shop, ada) = try shopWithAda()
        #expect(try shop.rejection(of: AdjustBalance(of: ada, by: .pence(0))) == .zeroAmount)
    }

    @Test(
        "A balance adjustment may be exactly ±10^15", arguments: [Int64.quadrillion, -.quadrillion])
    func furthest(amount: Int64) throws {
        var (shop, ada) = try shopWithAda()
        #expect(try shop.accept(AdjustBalance(of: ada, by: .pence(amount))).balance == .pence(amount))
        // Back to zero, and then as far in the other direction.
        _ = try shop.accept(AdjustBalance(of: ada, by: .pence(-amount)))
        #expect(try shop.accept(AdjustBalance(of: ada, by: .pence(-amount))).balance == .pence(-amount))
    }

    @Test(
        "A balance adjustment out of bounds is rejected with the number",
        arguments: [Int64.quadrillion + 1, -.quadrillion - 1, .min, .max])
    func outOfBounds(amount: Int64) throws {
        let (shop, ada) = try shopWithAda()
        #expect(
            try shop.rejection(of: AdjustBalance(of: ada, by: .pence(amount)))
                == .outOfBounds(
                    LimitViolation(.adjustment, amount, allowed: -Int64.quadrillion...Int64.quadrillion)))
    }

    @Test(
        "A balance adjustment may bring the balance to exactly ±10^15, and no minor unit further",
        arguments: [1, -1] as [Int64])
    func balanceBound(sign: Int64) throws {
        var (shop, ada) = try shopWithAda()
        try shop.restate(ada, balance: sign * (.quadrillion - 10))
        for (amount, balance) in [(11, .quadrillion + 1), (Int64.quadrillion, 2 * .quadrillion - 10)] {
            #expect(
                try shop.rejection(of: AdjustBalance(of: ada, by: .pence(sign * amount)))
                    == .outOfBounds(
                        LimitViolation(
                            .balance, sign * balance, allowed: -Int64.quadrillion...Int64.quadrillion)))
        }
        #expect(
            try shop.accept(AdjustBalance(of: ada, by: .pence(sign * 10))).balance
                == .pence(sign * .quadrillion))
    }

    @Test(
        "A balance adjustment in another currency is rejected with both currencies",
        arguments: [0, 1] as [Int64])
    func currency(amount: Int64) throws {
        let (shop, ada) = try shopWithAda()
        #expect(
            try shop.rejection(of: AdjustBalance(of: ada, by: .eur(minorUnits: amount)))
                == .currencyMismatch(CurrencyMismatch(expected: .gbp, given: .eur)))
    }

    @Test("A balance adjustment for an unknown customer is rejected with the identifier")
    func unknown() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: AdjustBalance(of: .numbered(9), by: .pence(1)))
                == .unknownCustomer(.numbered(9)))
    }
}
