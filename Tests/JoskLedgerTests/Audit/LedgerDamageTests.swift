import Testing

@testable import JoskLedger

@Suite("Audits of damaged ledgers")
struct LedgerDamageTests {
    static let damages: [Damage] = [
        // This entry is in the middle of a ledger. The audit does not report the entries after it.
        Damage("a due date moved", .hashCoversContent) { history in
            let order = history.first
            history.edit(history.ada, 2) {
                $0.kind = .charge(order, contentHash: .zero, due: .init(clampingDaysSince1970: 0))
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
        Damage("a time before the previous entry", .hashCoversContent, .timeNeverGoesBack) { history in
            history.edit(history.ada, 3) { $0.recordedAt = Timestamp(microseconds: 0) }
            return history.entry(history.ada, 3)
        },
        Damage("a limit raised by a payment", .hashCoversContent, .limitChangesOpenly) { history in
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
        // The damages from here on include a correct hash.
        Damage("a balance forged", .balanceIsSum) { history in
            history.forge(history.bob, 3) { $0.balance = .pence(-301) }
            return history.entry(history.bob, 3)
        },
        Damage("a chain broken and continued", .hashFollowsPredecessor, .sealCoversFacts) { history in
            history.forge(history.bob, 3) { $0.previousHash = .zero }
            return history.entry(history.bob, 3)
        },
        // The forged entry is consistent in itself. The following entry and the receipt of the forged one
        // contradict it.
        Damage("an entry forged in the middle", .hashFollowsPredecessor, .receiptMatchesFacts) { history in
            history.forge(history.bob, 2) {
                $0.amount = .pence(-150)
                $0.balance = .pence(-150)
            }
            return history.entry(history.bob, 2)
        },
        Damage("a limit forged in a payment", .limitChangesOpenly) { history in
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
        Damage("a payment that raises the balance", .amountFitsKind) { history in
            history.forge(history.bob, 3) {
                $0.amount = .pence(100)
                $0.balance = .pence(-100)
            }
            return history.entry(history.bob, 3)
        },
        Damage("a charge beyond the limit", .chargeWithinLimit) { history in
            history.forge(history.ada, 5) { $0.creditLimit = $0.balance.more(-1) }
            return history.entry(history.ada, 5)
        },
        Damage("a payout beyond the customer's credit", .payoutWithinCredit) { history in
            history.forge(history.bob, 3) {
                $0.kind = .payout(nil, effective: .init(clampingDaysSince1970: 0))
                $0.amount = .pence(201)
                $0.balance = .pence(1)
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
        Damage("an entry of an unknown customer", .rowHasOwner) { history in
            history.facts.entries += history.facts.entries.suffix(1)
                .map { $0.forged(in: history.facts.businessID) { $0.customerID = .numbered(99) } }
            let sequence = history.facts.entries.last?.sequence ?? 0
            return history.entry(.numbered(99), sequence)
        },
        // The identifier of the command may as well have been changed, as the hash covers the entry's. The
        // audit therefore names the command.
        Damage("an entry of an unknown command", .factHasCommand) { history in
            let command = history.facts.entries(of: history.bob)[2].commandID
            history.forge(history.bob, 3) { $0.commandID = .numbered(0) }
            return .command(command)
        },
    ]

    @Test("An audit of a damaged ledger names the damaged row and no other", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test(
        "An audit finds a wholly forged ledger that begins with a debt or exceeds its limit"
    )
    func forgedThroughout() throws {
        var history = try History()
        history.forgeAll(history.bob) {
            if $0.sequence == 1 { $0.amount = .pence(50) }
            $0.balance = .pence($0.balance.minorUnits + 50)
        }
        #expect(history.facts.audit().violations.contains { $0.rule == .amountFitsKind })
        history = try History()
        history.forgeAll(history.ada) { $0.creditLimit = .pence(3_849) }
        let violations = history.facts.audit().violations
        #expect(
            violations.contains { $0.rule == .chargeWithinLimit && $0.row == history.entry(history.ada, 2) })
    }

    @Test("An audit names a charge that refers to another order")
    func chargeOfAnotherOrder() throws {
        var history = try History()
        history.forge(history.ada, 5) {
            $0.kind = .charge(.numbered(99), contentHash: .zero, due: .init(clampingDaysSince1970: 0))
        }
        let violations = history.facts.audit().violations
        #expect(violations.contains { $0.rule == .chargeMatchesOrder })
        #expect(violations.map(\.row).contains(history.entry(history.ada, 5)))
    }

    @Test("An audit of an order charged twice, or of a refund entered twice, names the second entry")
    func enteredTwice() throws {
        for sequence in [4, 5] as [Int64] {
            var history = try History()
            let (again, last) = (
                history.facts.entries(of: history.ada)[Int(sequence) - 1],
                history.facts.entries(of: history.ada)[4]
            )
            history.facts.entries.append(
                again.forged(in: history.facts.businessID) {
                    $0.sequence = 6
                    $0.recordedAt = last.recordedAt
                    $0.balance = .pence(last.balance.minorUnits + again.amount.minorUnits)
                    $0.previousHash = last.hash
                })
            let violations = history.facts.audit().violations
            #expect(Set(violations.map(\.row)) == [history.entry(history.ada, 6)], "\(violations)")
        }
    }
}
