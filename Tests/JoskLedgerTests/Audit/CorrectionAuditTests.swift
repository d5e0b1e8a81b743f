import Testing

@testable import JoskLedger

@Suite("Audits of damaged reversals, payouts, adjustments and changes of a limit")
struct CorrectionAuditTests {
    /// Replaces the kind, the amount and the limit of Bob's last entry, and sets the balance that results.
    private static func forgeLast(
        _ history: inout History, _ kind: LedgerEntry.Kind, _ amount: Int64, limit: Int64 = 0
    ) -> AuditViolation.Row {
        // Bob's entries: 1 opened, 2 payment 200, 3 payment 100.
        history.forge(history.bob, 3) {
            $0.kind = kind
            $0.amount = .pence(amount)
            $0.balance = .pence(amount - 200)
            $0.creditLimit = .pence(limit)
        }
        return history.entry(history.bob, 3)
    }

    private static let day = CalendarDate(clampingDaysSince1970: 0)

    static let damages: [Damage] = [
        Damage("a reversal of an entry that is not a payment", .reversalMatchesPayment) { history in
            forgeLast(&history, .reversal(ofPayment: 1, "x"), 200)
        },
        Damage("a reversal of itself", .reversalMatchesPayment) { history in
            forgeLast(&history, .reversal(ofPayment: 3, "x"), 200)
        },
        Damage("a reversal of less than was paid", .reversalMatchesPayment) { history in
            forgeLast(&history, .reversal(ofPayment: 2, "x"), 199)
        },
        Damage("a reversal of an impossible number", .reversalMatchesPayment) { history in
            forgeLast(&history, .reversal(ofPayment: .min, "x"), 200)
        },
        Damage("a reversal that lowers the balance", .amountFitsKind, .reversalMatchesPayment) { history in
            forgeLast(&history, .reversal(ofPayment: 2, "x"), -200)
        },
        Damage("a payout that lowers the balance", .amountFitsKind) { history in
            forgeLast(&history, .payout(nil, effective: day), -100)
        },
        Damage("an adjustment of zero", .amountFitsKind) { history in
            forgeLast(&history, .adjustment(.goodwill, "x", effective: day), 0)
        },
        Damage("a change of the limit that changes the balance", .amountFitsKind) { history in
            forgeLast(&history, .limitChanged, -100)
        },
        Damage("an adjustment that also changes the limit", .limitChangesOpenly) { history in
            forgeLast(&history, .adjustment(.goodwill, "x", effective: day), -1, limit: 5)
        },
    ]

    @Test("An audit of a damaged correction names the damaged entry and no other row", arguments: damages)
    func damage(_ damage: Damage) throws { try damage.check() }

    @Test("An audit of a payment that was reversed twice names the second reversal and no other row")
    func reversedTwice() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 0)
        for _ in 1...2 { _ = try shop.accept(RecordPayment(by: ada, .pence(70))) }
        for payment in [2, 3] as [Int64] { _ = try shop.accept(ReversePayment(of: ada, payment)) }
        var facts = Facts(of: shop)
        #expect(facts.audit().violations == [])
        facts.entries = facts.entries.map { entry in
            guard entry.sequence == 5 else { return entry }
            return entry.forged(in: shop.id) { $0.kind = .reversal(ofPayment: 2, "x") }
        }
        let violations = facts.audit().violations
        #expect(violations.map(\.rule).contains(.reversalMatchesPayment))
        #expect(Set(violations.map(\.row)) == [.ledgerEntry(ada, sequence: 5)])
    }
}
