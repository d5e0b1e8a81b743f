import Testing

@testable import JoskLedger

@Suite("ChangeCreditLimit")
struct ChangeCreditLimitTests {
    @Test("A change of the credit limit is entered in the ledger with the amount zero and the new limit")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 450, stock: 5)
        _ = try shop.sell(tea, 1, to: ada)
        let before = try #require(shop.accounts[ada])
        let count = shop.history.count
        let receipt = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(2_500)))
        #expect(
            receipt
                == ChangeCreditLimitReceipt(
                    entry: shop.posted(ada, 3), creditLimit: .pence(2_500),
                    previousLimit: .pence(1_000), balance: .pence(450), changedAt: shop.now))
        #expect(shop.history.count == count + 2)
        let journal = try #require(shop.history.journal.last)
        #expect(journal.kind == "change-credit-limit")
        let after = try #require(shop.accounts[ada])
        #expect(
            after.lastEntry
                == LedgerEntry(
                    in: shop.id, customerID: ada, sequence: 3, kind: .limitChanged, amount: .pence(0),
                    balance: .pence(450), creditLimit: .pence(2_500), recordedAt: shop.now,
                    commandID: journal.id, previousHash: before.lastEntry.hash))
        #expect(after.customer == before.customer)
        #expect(after.orderCount == before.orderCount)
        #expect(after.availableCredit == .pence(2_050))
    }

    @Test("A raised credit limit admits a purchase that was rejected before")
    func raised() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 899)
        let tea = try shop.addProduct(price: 450, stock: 5)
        let purchase = Purchase(by: ada, [.init(tea, quantity: 2)])
        #expect(try shop.rejection(of: purchase).credit?.available == .pence(899))
        _ = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(900)))
        #expect(try shop.accept(purchase).availableCredit == .pence(0))
    }

    @Test("A limit below the balance stops purchases, except free ones, but no payments or refunds")
    func belowBalance() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 100, stock: 50)
        let leaflet = try shop.addProduct(price: 0, stock: 5)
        let order = try shop.sell(tea, 9, to: ada)
        let receipt = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(500)))
        #expect(receipt.balance == .pence(900))
        #expect(shop.accounts[ada]?.availableCredit == .pence(-400))

        let credit = try #require(
            try shop.rejection(of: Purchase(by: ada, [.init(tea, quantity: 1)])).credit)
        #expect(credit.limit == .pence(500))
        #expect(credit.balance == .pence(900))
        #expect(credit.available == .pence(-400))
        #expect(credit.required == .pence(100))
        #expect(throws: Never.self) {
            try shop.changes(of: Purchase(by: ada, [.init(leaflet, quantity: 1)]))
        }
        _ = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(try shop.accept(RecordPayment(by: ada, .pence(400))).balance == .pence(400))
        let last = try shop.accept(Purchase(by: ada, [.init(tea, quantity: 1)]))
        #expect(last.availableCredit == .pence(0))
        #expect(shop.accounts[ada]?.creditLimit == .pence(500))
    }

    @Test(
        "A credit limit may be changed to 0, to 10^15 and to its present value",
        arguments: [0, Int64.quadrillion, 1_000])
    func inBounds(limit: Int64) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let receipt = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(limit)))
        #expect(receipt.previousLimit == .pence(1_000))
        #expect(shop.accounts[ada]?.creditLimit == .pence(limit))
        #expect(shop.accounts[ada]?.lastEntry.sequence == 2)
    }

    @Test(
        "The credit limit can be changed at either bound of the balance",
        arguments: [-Int64.quadrillion, .quadrillion])
    func extremeBalance(balance: Int64) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        try shop.restate(ada, balance: balance)
        let receipt = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(.quadrillion)))
        #expect(receipt.balance == .pence(balance))
        #expect(shop.accounts[ada]?.availableCredit == .pence(.quadrillion - balance))
    }

    @Test(
        "A change to a credit limit out of bounds is rejected with the number",
        arguments: [-1, Int64.quadrillion + 1, .min, .max])
    func outOfBounds(limit: Int64) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        #expect(
            try shop.rejection(of: ChangeCreditLimit(customerID: ada, creditLimit: .pence(limit)))
                == .outOfBounds(LimitViolation(.creditLimit, limit, allowed: 0...Int64.quadrillion)))
    }

    @Test("A change to a credit limit in another currency is rejected with both currencies")
    func currency() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        #expect(
            try shop.rejection(of: ChangeCreditLimit(customerID: ada, creditLimit: .eur(minorUnits: 1)))
                == .currencyMismatch(CurrencyMismatch(expected: .gbp, given: .eur)))
    }

    @Test("A change of the credit limit of an unknown customer is rejected with the identifier")
    func unknown() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: ChangeCreditLimit(customerID: .numbered(9), creditLimit: .pence(1)))
                == .unknownCustomer(.numbered(9)))
    }

    @Test("A change of the credit limit keeps the ledger's time if the clock went back")
    func clockWentBack() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let opened = shop.now
        shop.now = Timestamp(microseconds: opened.microseconds - 1)
        let receipt = try shop.accept(ChangeCreditLimit(customerID: ada, creditLimit: .pence(1)))
        #expect(receipt.changedAt == opened)
        #expect(shop.accounts[ada]?.lastEntry.recordedAt == opened)
    }
}
