import Testing

@testable import JoskLedger

@Suite("ReversePayment")
struct ReversePaymentTests {
    /// A shop in which Ada owes 900 and pays 400 by entry 3 and 500 by entry 4, and Bob pays 50 by entry 2.
    private struct Paid {
        var shop: StorelessShop
        let ada: Customer.ID
        let bob: Customer.ID
        let order: Order.ID

        init() throws {
            shop = try StorelessShop.open()
            ada = try shop.addCustomer(limit: 1_000)
            bob = try shop.addCustomer(limit: 0)
            let tea = try shop.addProduct(price: 450, stock: 5)
            order = try shop.sell(tea, 2, to: ada)
            _ = try shop.accept(RecordPayment(by: ada, .pence(400), reference: "CHEQUE-1"))
            _ = try shop.accept(RecordPayment(by: ada, .pence(500)))
            _ = try shop.accept(RecordPayment(by: bob, .pence(50)))
        }
    }

    @Test("A reversal enters the paid amount in the ledger, with the payment's number and the reason")
    func accepted() throws {
        var paid = try Paid()
        let before = try #require(paid.shop.accounts[paid.ada])
        let count = paid.shop.history.count
        paid.shop.now = Timestamp(microseconds: paid.shop.now.microseconds + 1)
        let receipt = try paid.shop.accept(ReversePayment(of: paid.ada, 3, reason: "no funds"))
        #expect(
            receipt
                == LedgerEntryReceipt(
                    entry: paid.shop.posted(paid.ada, 5), amount: .pence(400), balance: .pence(400),
                    recordedAt: paid.shop.now))
        #expect(paid.shop.history.count == count + 2)
        let journal = try #require(paid.shop.history.journal.last)
        #expect(journal.kind == "reverse-payment")
        let after = try #require(paid.shop.accounts[paid.ada])
        #expect(
            after.lastEntry
                == LedgerEntry(
                    in: paid.shop.id, customerID: paid.ada, sequence: 5,
                    kind: .reversal(ofPayment: 3, "no funds"), amount: .pence(400), balance: .pence(400),
                    creditLimit: .pence(1_000), recordedAt: paid.shop.now, commandID: journal.id,
                    previousHash: before.lastEntry.hash))
        #expect(after.customer == before.customer)
        let audit = Facts(of: paid.shop).audit()
        #expect(audit.violations.isEmpty)
    }

    @Test("A second reversal of a payment is rejected with the first reversal")
    func twice() throws {
        var paid = try Paid()
        _ = try paid.shop.accept(ReversePayment(of: paid.ada, 3))
        _ = try paid.shop.accept(RecordPayment(by: paid.ada, .pence(1)))
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: paid.ada, 3, reason: "again"))
                == .alreadyReversed(by: 5))
        // Another payment can still be reversed.
        #expect(try paid.shop.accept(ReversePayment(of: paid.ada, 4)).entry.sequence == 7)
        #expect(try paid.shop.rejection(of: ReversePayment(of: paid.ada, 4)) == .alreadyReversed(by: 7))
    }

    @Test("An opening, a charge and a reversal cannot be reversed")
    func otherKinds() throws {
        var paid = try Paid()
        _ = try paid.shop.accept(ReversePayment(of: paid.ada, 3))
        for sequence in [1, 2, 5] as [Int64] {
            let id = Payment.ID(customerID: paid.ada, entrySequence: sequence)
            #expect(
                try paid.shop.rejection(of: ReversePayment(of: paid.ada, sequence)) == .unknownPayment(id))
        }
    }

    @Test("A refund, an adjustment, a payout and a change of the limit cannot be reversed")
    func furtherKinds() throws {
        var paid = try Paid()
        _ = try paid.shop.accept(RefundOrder(of: paid.order, [.init(lineNumber: 1, quantity: 1)]))
        _ = try paid.shop.accept(AdjustBalance(of: paid.ada, by: .pence(-100)))
        _ = try paid.shop.accept(PayOut(to: paid.ada, .pence(10)))
        _ = try paid.shop.accept(ChangeCreditLimit(customerID: paid.ada, creditLimit: .pence(1)))
        for sequence in 5...8 as ClosedRange<Int64> {
            let id = Payment.ID(customerID: paid.ada, entrySequence: sequence)
            #expect(
                try paid.shop.rejection(of: ReversePayment(of: paid.ada, sequence)) == .unknownPayment(id))
        }
    }

    @Test(
        "A reversal of an entry that the ledger does not have is rejected with its number",
        arguments: [0, -1, 5, Int64.max, .min])
    func noEntry(sequence: Int64) throws {
        let paid = try Paid()
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: paid.ada, sequence))
                == .unknownPayment(Payment.ID(customerID: paid.ada, entrySequence: sequence)))
    }

    @Test("A reversal does not find the payment of another customer by its number")
    func anotherCustomers() throws {
        var paid = try Paid()
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: paid.bob, 3))
                == .unknownPayment(Payment.ID(customerID: paid.bob, entrySequence: 3)))
        // Entry 2 is Bob's payment and Ada's charge.
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: paid.ada, 2))
                == .unknownPayment(Payment.ID(customerID: paid.ada, entrySequence: 2)))
        #expect(try paid.shop.accept(ReversePayment(of: paid.bob, 2)).balance == .pence(0))
        #expect(paid.shop.accounts[paid.ada]?.balance == .pence(0))
    }

    @Test("A reversal for an unknown customer is rejected with the identifier")
    func unknownCustomer() throws {
        let paid = try Paid()
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: .numbered(9), 2))
                == .unknownCustomer(.numbered(9)))
    }

    @Test("The credit limit does not stop a reversal, but it stops the next purchase")
    func overLimit() throws {
        var paid = try Paid()
        _ = try paid.shop.accept(ChangeCreditLimit(customerID: paid.ada, creditLimit: .pence(0)))
        #expect(try paid.shop.accept(ReversePayment(of: paid.ada, 4)).balance == .pence(500))
        #expect(paid.shop.accounts[paid.ada]?.availableCredit == .pence(-500))
        let purchase = Purchase(by: paid.ada, [.init(.numbered(1), quantity: 1)])
        #expect(try paid.shop.rejection(of: purchase).credit?.available == .pence(-500))
    }

    @Test("A reversal may bring the balance to exactly 10^15, and no minor unit further")
    func balanceBound() throws {
        var paid = try Paid()
        try paid.shop.restate(paid.ada, balance: .quadrillion - 399)
        #expect(
            try paid.shop.rejection(of: ReversePayment(of: paid.ada, 3))
                == .outOfBounds(.balance(.quadrillion + 1)))
        try paid.shop.restate(paid.ada, balance: .quadrillion - 400)
        #expect(try paid.shop.accept(ReversePayment(of: paid.ada, 3)).balance == .pence(.quadrillion))
    }

    @Test("The largest payment can be reversed, or is rejected with the balance that is out of bounds")
    func largest() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        _ = try shop.accept(RecordPayment(by: ada, .pence(.quadrillion)))
        var full = shop
        try full.restate(ada, balance: .quadrillion)
        #expect(
            try full.rejection(of: ReversePayment(of: ada, 2))
                == .outOfBounds(
                    LimitViolation(
                        .balance, 2 * .quadrillion, allowed: -Int64.quadrillion...Int64.quadrillion)))
        #expect(try shop.accept(ReversePayment(of: ada, 2)).balance == .pence(0))
    }

    @Test("A payment and its reversal fit in one transaction, and a second reversal is rejected")
    func inOneTransaction() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        let payment = Request(RecordPayment(by: ada, .pence(70)))
        let reversal = Request(ReversePayment(of: ada, 2))
        let again = Request(ReversePayment(of: ada, 2))
        var state = shop.state(ofAll: payment.footprint, reversal.footprint, again.footprint)
        let id = Payment.ID(customerID: ada, entrySequence: 2)
        #expect(state.run(reversal) == .failure(.rejected(.unknownPayment(id))))
        _ = try state.run(payment).get()
        #expect(state.payment(id)?.amount == .pence(70))
        #expect(state.payment(id)?.reversalSequence == nil)
        let receipt = try state.run(reversal).get()
        #expect(receipt.entry.sequence == 3)
        #expect(receipt.balance == .pence(0))
        #expect(state.payment(id)?.reversalSequence == 3)
        #expect(state.run(again) == .failure(.rejected(.alreadyReversed(by: 3))))
        #expect(state.changes.entries.map(\.amount) == [.pence(-70), .pence(70)])
        #expect(state.changes.entries[1].previousHash == state.changes.entries[0].hash)
        shop.keep(state.changes)
        #expect(try shop.rejection(of: ReversePayment(of: ada, 2)) == .alreadyReversed(by: 3))
        #expect(Facts(of: shop).audit().violations.isEmpty)
    }
}
