import Testing

@testable import JoskLedger

@Suite("AddCustomer")
struct AddCustomerTests {
    @Test("A new customer owes nothing, and the customer's ledger begins with the credit limit")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let command = AddCustomer(
            limit: .pence(50_000), id: .numbered(7), name: "Ada", reference: "A-7", paymentTerms: .days(14))
        let receipt = try shop.accept(command)
        let account = try #require(shop.accounts[.numbered(7)])
        #expect(
            account.customer
                == Customer(
                    id: .numbered(7), name: "Ada", reference: "A-7", paymentTerms: .days(14), isActive: true)
        )
        let entry = account.lastEntry
        #expect(entry.kind == .opened)
        #expect(entry.sequence == 1)
        #expect(entry.amount == .pence(0))
        #expect(entry.balance == .pence(0))
        #expect(entry.creditLimit == .pence(50_000))
        #expect(entry.previousHash == .zero)
        #expect(account.availableCredit == .pence(50_000))
        #expect(account.orderCount == 0)
        #expect(
            receipt
                == AddCustomerReceipt(
                    entry: shop.posted(.numbered(7), 1), creditLimit: .pence(50_000), addedAt: shop.now))
    }

    @Test("A customer added without an identifier gets one from the engine")
    func madeIdentifier() throws {
        var shop = try StorelessShop.open()
        let first = try shop.accept(AddCustomer(limit: .pence(1)))
        let second = try shop.accept(AddCustomer(limit: .pence(1)))
        #expect(first.id != second.id)
        #expect(shop.accounts.keys.sorted() == [first.id, second.id].sorted())
    }

    @Test("Adding a customer with an existing identifier is rejected")
    func alreadyExists() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1)
        let again = AddCustomer(limit: .pence(2), id: ada, name: "Another")
        #expect(try shop.rejection(of: again) == .alreadyExists(ada))
    }

    @Test("Adding a customer with a taken reference is rejected with the customer who has it")
    func referenceTaken() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1, reference: "A-7")
        let other = AddCustomer(limit: .pence(1), reference: "A-7")
        #expect(try shop.rejection(of: other) == .referenceTaken("A-7", by: ada))
        #expect(throws: Never.self) { try shop.changes(of: AddCustomer(limit: .pence(1), reference: "a-7")) }
    }

    @Test("Any number of customers may have no reference")
    func withoutReference() throws {
        var shop = try StorelessShop.open()
        _ = try shop.addCustomer(limit: 1)
        _ = try shop.addCustomer(limit: 1)
        #expect(shop.accounts.count == 2)
    }

    @Test("Adding a customer with a limit in another currency is rejected with both currencies")
    func currency() throws {
        let shop = try StorelessShop.open(.gbp)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .usd)
        #expect(
            try shop.rejection(of: AddCustomer(limit: .usd(minorUnits: 1))) == .currencyMismatch(mismatch))
    }

    @Test("A new customer's credit limit may be 0 or 10^15", arguments: [0, Int64.quadrillion])
    func limitInBounds(limit: Int64) throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: limit)
        #expect(shop.accounts[ada]?.creditLimit == .pence(limit))
    }

    @Test(
        "Adding a customer with a credit limit out of bounds is rejected with the number",
        arguments: [-1, Int64.quadrillion + 1, .min, .max])
    func limitOutOfBounds(limit: Int64) throws {
        let violation = LimitViolation(.creditLimit, limit, allowed: 0...Int64.quadrillion)
        #expect(
            try StorelessShop.open().rejection(of: AddCustomer(limit: .pence(limit)))
                == .outOfBounds(violation))
    }

    @Test(
        "Adding a customer with payment terms out of bounds is rejected with the number",
        arguments: [-1, 3_651, .min, .max])
    func termsOutOfBounds(days: Int) throws {
        let violation = LimitViolation(.paymentTerms, Int64(days), allowed: 0...3_650)
        let command = AddCustomer(limit: .pence(1), paymentTerms: .days(days))
        #expect(try StorelessShop.open().rejection(of: command) == .outOfBounds(violation))
    }
}
