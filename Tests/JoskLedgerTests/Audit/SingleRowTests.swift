import Testing

@testable import JoskLedger

/// Tests that an audit reports the one row that was edited in the store, and not the rows after it.
@Suite("Audits of single edits")
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

    @Test("An audit of a single edit names the edited row and no other", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test("An audit does not name the return of a refund whose order was removed")
    func removedOrder() throws {
        var history = try History()
        history.facts.orders.removeAll { $0.id == history.first }
        let rows = history.facts.audit().violations.map(\.row)
        #expect(!rows.contains(history.movement(history.tea, 3)))
    }

    @Test("An audit of a business whose row was removed reports no violation of its currency")
    func removedBusiness() throws {
        var history = try History()
        history.facts.business = nil
        #expect(
            history.facts.audit().violations.allSatisfy {
                $0.rule != .amountFitsKind && $0.rule != .orderTotalIsSum
            })
    }

    @Test("An audit of a business with a removed customer reports only the missing owner of rows")
    func removedCustomer() throws {
        var history = try History()
        history.facts.customers.removeAll { $0.id == history.ada }
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.rule)) == [.rowHasOwner])
    }

    @Test("An audit names a payment that was removed from the end of a ledger")
    func removedLastEntry() throws {
        var history = try History()
        history.remove(history.bob, 3)
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.commandHasFacts])
        #expect(violations.map(\.row) == [history.entry(history.bob, 3)])
    }

    @Test("An audit detects two removed payments, one in the middle of a ledger and one at its end")
    func removedTwice() throws {
        var history = try History()
        history.remove(history.bob, 3)
        history.remove(history.ada, 3)
        let rules = Set(history.facts.audit().violations.map(\.rule))
        #expect(rules == [.commandHasFacts, .sequenceWithoutGaps])
    }
}
