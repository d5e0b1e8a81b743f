import Testing

@testable import JoskLedger

@Suite("Audit: damage to a ledger")
struct LedgerDamageTests {
    static let damages: [Damage] = [
        // In the middle of a ledger: what comes after it is not held against it.
        Damage("a due date moved", .hashCoversContent) { history in
            let order = history.first
            history.edit(history.ada, 2) {
                $0.kind = .charge(order, content: .zero, due: .init(clampingDaysSince1970: 0))
            }
            return history.entry(history.ada, 2)
        },
        Damage("a balance lowered", .balanceIsSum, .hashCoversContent) { history in
            history.edit(history.ada, 3) { $0.balance = .pence(1) }
            return history.entry(history.ada, 3)
        },
        Damage("a payment made larger", .balanceIsSum, .hashCoversContent) { history in
            history.edit(history.ada, 3) { $0.amount = .pence(-2_000) }
            return history.entry(history.ada, 3)
        },
        Damage("a hash overwritten", .hashCoversContent) { history in
            history.edit(history.ada, 3) { $0.hash = .zero }
            return history.entry(history.ada, 3)
        },
        Damage("a previous hash overwritten", .hashCoversContent, .hashFollowsPredecessor) { history in
            history.edit(history.ada, 3) { $0.previousHash = .zero }
            return history.entry(history.ada, 3)
        },
        Damage("a time put before the entry before it", .hashCoversContent, .timeNeverGoesBack) { history in
            history.edit(history.ada, 3) { $0.recordedAt = Timestamp(microseconds: 0) }
            return history.entry(history.ada, 3)
        },
        Damage("a limit raised in passing", .hashCoversContent, .limitChangesOpenly) { history in
            history.edit(history.ada, 3) { $0.creditLimit = .pence(99_999) }
            return history.entry(history.ada, 3)
        },
        Damage("a payment removed", .sequenceWithoutGaps) { history in
            history.remove(history.ada, 3)
            return history.entry(history.ada, 3)
        },
        Damage("an opening removed", .sequenceWithoutGaps) { history in
            history.remove(history.bob, 1)
            return history.entry(history.bob, 1)
        },
        Damage("a ledger emptied", .ledgerIsOpenedOnce) { history in
            let commands = Set(history.facts.entries.filter { $0.customerID == history.bob }.map(\.commandID))
            for sequence in 1...3 as ClosedRange<Int64> { history.remove(history.bob, sequence) }
            history.facts.journal.removeAll { commands.contains($0.id) }
            return .customer(history.bob)
        },
        // By somebody who can compute hashes.
        Damage("a balance forged", .balanceIsSum) { history in
            history.forge(history.bob, 3) { $0.balance = .pence(-301) }
            return history.entry(history.bob, 3)
        },
        Damage("a chain cut and continued", .hashFollowsPredecessor) { history in
            history.forge(history.bob, 3) { $0.previousHash = .zero }
            return history.entry(history.bob, 3)
        },
        // The forged entry itself is sound; what gives it away is the one that follows.
        Damage("an entry forged in the middle", .hashFollowsPredecessor) { history in
            let command = history.facts.entries.first { $0.customerID == history.bob && $0.sequence == 2 }?
                .commandID
            history.forge(history.bob, 2) { $0.commandID = .numbered(0) }
            history.facts.journal = history.facts.journal.map { entry in
                guard entry.id == command else { return entry }
                return JournalEntry(
                    id: .numbered(0), key: entry.key, kind: entry.kind, fingerprint: entry.fingerprint,
                    receipt: entry.receipt, factCount: entry.factCount, metadata: entry.metadata,
                    recordedAt: entry.recordedAt)
            }
            return history.entry(history.bob, 3)
        },
        Damage("a limit forged in passing", .limitChangesOpenly) { history in
            history.forge(history.bob, 3) { $0.creditLimit = .pence(1) }
            return history.entry(history.bob, 3)
        },
        Damage("a time forged backwards", .timeNeverGoesBack) { history in
            history.forge(history.bob, 3) { $0.recordedAt = Timestamp(microseconds: 0) }
            return history.entry(history.bob, 3)
        },
        Damage("a payment in another currency", .amountFitsKind) { history in
            history.forge(history.bob, 3) { $0.amount = .usd(minorUnits: -100) }
            return history.entry(history.bob, 3)
        },
        Damage("a payment that made the debt larger", .amountFitsKind) { history in
            history.forge(history.bob, 3) {
                $0.amount = .pence(100)
                $0.balance = .pence(-100)
            }
            return history.entry(history.bob, 3)
        },
        Damage("a second opening", .ledgerIsOpenedOnce) { history in
            history.forge(history.bob, 3) {
                $0.kind = .opened
                $0.amount = .pence(0)
                $0.balance = .pence(-200)
            }
            return history.entry(history.bob, 3)
        },
        Damage("a ledger that begins with a debt", .amountFitsKind) { history in
            history.forgeAll(history.bob) {
                if $0.sequence == 1 { $0.amount = .pence(50) }
                $0.balance = .pence($0.balance.minorUnits + 50)
            }
            return history.entry(history.bob, 1)
        },
        Damage("a charge beyond its limit", .chargeWithinLimit) { history in
            history.forgeAll(history.ada) { $0.creditLimit = .pence(3_849) }
            return history.entry(history.ada, 2)
        },
        Damage("an entry of nobody", .rowHasOwner) { history in
            history.facts.entries += history.facts.entries.suffix(1)
                .map { $0.forged(in: history.facts.businessID) { $0.customerID = .numbered(99) } }
            return history.entry(.numbered(99), 3)
        },
        Damage("an entry of no command", .factHasCommand) { history in
            history.forge(history.bob, 3) { $0.commandID = .numbered(0) }
            return history.entry(history.bob, 3)
        },
    ]

    @Test("names the entry and no other row", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test("a charge and a refund that were removed leave their order and refund without an entry")
    func removedCharge() throws {
        var history = try History()
        history.remove(history.ada, 5)
        #expect(history.facts.audit().violations.map(\.row) == [.order(history.last)])
        #expect(history.facts.audit().violations.map(\.rule) == [.chargeMatchesOrder])

        history = try History()
        history.remove(history.ada, 4)
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.rule)) == [.sequenceWithoutGaps, .entryMatchesRefund])
        #expect(Set(violations.map(\.row)) == [history.entry(history.ada, 4), .refund(history.refund)])
    }

    @Test("a charge that names another order is named, and so is the order that is not charged")
    func chargeOfAnotherOrder() throws {
        var history = try History()
        history.forge(history.ada, 5) {
            $0.kind = .charge(.numbered(99), content: .zero, due: .init(clampingDaysSince1970: 0))
        }
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.rule)) == [.chargeMatchesOrder])
        #expect(Set(violations.map(\.row)) == [history.entry(history.ada, 5), .order(history.last)])
    }

    @Test("an order that is charged twice is named by the second charge")
    func chargedTwice() throws {
        var history = try History()
        let order = history.last
        let due = CalendarDate(clampingDaysSince1970: 20_484)
        history.facts.entries += history.facts.entries.filter {
            $0.customerID == history.ada && $0.sequence == 5
        }
        .map { last in
            last.forged(in: history.facts.businessID) {
                $0.sequence = 6
                $0.kind = .charge(order, content: .zero, due: due)
                $0.balance = .pence(last.balance.minorUnits + 450)
                $0.previousHash = last.hash
            }
        }
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.chargeMatchesOrder])
        #expect(violations.map(\.row) == [history.entry(history.ada, 6)])
    }

    @Test("a refund that is entered twice is named by the second entry")
    func refundEnteredTwice() throws {
        var history = try History()
        let refund = history.refund
        history.facts.entries += history.facts.entries.filter {
            $0.customerID == history.ada && $0.sequence == 5
        }
        .map { last in
            last.forged(in: history.facts.businessID) {
                $0.sequence = 6
                $0.kind = .refund(refund, content: .zero)
                $0.amount = .pence(-900)
                $0.balance = .pence(last.balance.minorUnits - 900)
                $0.previousHash = last.hash
            }
        }
        let violations = history.facts.audit().violations
        #expect(violations.map(\.rule) == [.entryMatchesRefund])
        #expect(violations.map(\.row) == [history.entry(history.ada, 6)])
    }

    @Test("entries of orders and refunds that are not there are all named, in order")
    func unclaimed() throws {
        var history = try History()
        history.facts.refunds.removeAll { $0.id.orderID != history.free }
        history.edit(history.tea, 3) { $0.altered(kind: .adjustment("x")) }
        let refund = Refund.ID(orderID: history.first, number: 2)
        history.forge(history.bob, 3) { $0.kind = .refund(refund, content: .zero) }
        history.forge(history.bob, 2) {
            $0.kind = .refund(.init(orderID: refund.orderID, number: 3), content: .zero)
        }
        let second = history.facts.entries(of: history.bob)[1]
        history.forge(history.bob, 3) { $0.previousHash = second.hash }
        let violations = history.facts.audit().violations
        #expect(violations.allSatisfy { $0.rule == .entryMatchesRefund })
        #expect(
            violations.map(\.row) == [
                history.entry(history.ada, 4), history.entry(history.bob, 2), history.entry(history.bob, 3),
            ])
    }
}
