import Testing

@testable import JoskLedger

/// What the auditor's documentation promises: "one edit behind the store's back names one row,
/// and not everything after it".
@Suite("Audit: one edit names one row")
struct SingleRowTests {
    static let damages: [Damage] = [
        Damage("a movement's stock overwritten in the middle", .stockIsSum) { history in
            history.edit(history.tea, 4) { $0.altered(stock: 1_000) }
            return history.movement(history.tea, 4)
        },
        Damage("the first of two refunds made larger than the purchase", .refundWithinPurchase) { history in
            history.edit(.init(orderID: history.free, number: 1)) { refund in
                refund.altered(lines: [refund.lines[0].altered(quantity: 4)])
            }
            return .refund(.init(orderID: history.free, number: 1))
        },
        Damage("the business removed", .businessExists) { history in
            history.facts.business = nil
            return .business(history.facts.businessID)
        },
    ]

    @Test("names the row and no other", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test("a refund whose order is gone is named, and not the return that it made")
    func removedOrder() throws {
        var history = try History()
        history.facts.orders.removeAll { $0.id == history.first }
        let rows = history.facts.audit().violations.map(\.row)
        #expect(!rows.contains(history.movement(history.tea, 3)))
    }

    @Test("of a business whose row is gone the currency is unknown, and nothing is held against that")
    func removedBusiness() throws {
        var history = try History()
        history.facts.business = nil
        #expect(
            history.facts.audit().violations.allSatisfy {
                $0.rule != .amountFitsKind && $0.rule != .orderTotalIsSum
            })
    }

    @Test("rows whose customer is gone are named, and not the sales and returns that they made")
    func removedCustomer() throws {
        var history = try History()
        history.facts.customers.removeAll { $0.id == history.ada }
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.rule)) == [.rowHasOwner])
    }

    @Test("a payment that was removed from the end of a ledger is named")
    func removedLastEntry() throws {
        var history = try History()
        history.remove(history.bob, 3)
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.commandHasFacts])
        #expect(violations.map(\.row) == [history.entry(history.bob, 3)])
    }

    @Test("of two payments that were removed, one in the middle and one at the end, both are missed")
    func removedTwice() throws {
        var history = try History()
        history.remove(history.bob, 3)
        history.remove(history.ada, 3)
        let rules = Set(history.facts.audit().violations.map(\.rule))
        #expect(rules == [.commandHasFacts, .sequenceWithoutGaps])
    }
}
