import Testing

@testable import JoskLedger

@Suite("Audits of removed and doubled rows")
struct EveryRowTests {
    private func damages<Row: AuditedRow>(
        _ rows: WritableKeyPath<Facts, [Row]>, _ facts: Facts, _ what: String,
        _ damage: (inout [Row], Int) -> Void
    ) -> [RowEdit] {
        facts[keyPath: rows].indices.map { index in
            var damaged = facts
            damage(&damaged[keyPath: rows], index)
            let row = facts[keyPath: rows][index].auditRow
            return RowEdit(what: "\(what) \(row)", facts: damaged, rows: [row])
        }
    }

    private func check(_ damages: [RowEdit]) {
        #expect(!damages.isEmpty)
        for failure in damages.compactMap({ $0.failure() }) { Issue.record("\(failure)") }
    }

    @Test("An audit names a removed row, in any position, and no other row")
    func removed() throws {
        let facts = try History().facts
        check(damages(\.entries, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.orders, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.refunds, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.movements, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.customers, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.items, facts, "removed") { $0.remove(at: $1) })
        let made = Set(facts.journal.filter { $0.factCount > 0 }.map { AuditViolation.Row.command($0.id) })
        // No fact refers to the journal entry of a command that made no facts, so its removal is not found.
        check(
            damages(\.journal, facts, "removed") { $0.remove(at: $1) }.filter {
                !$0.rows.isDisjoint(with: made)
            })
    }

    @Test("An audit names a row that exists twice, and no other row")
    func doubled() throws {
        let facts = try History().facts
        check(damages(\.entries, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.orders, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.refunds, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.movements, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.journal, facts, "doubled") { $0.insert($0[$1], at: $1) })
    }

    @Test("The history for audits contains every kind of command and is healthy")
    func history() throws {
        let facts = try History().facts
        #expect(Set(facts.journal.map(\.kind)) == Set(CommandExaminers.byKind.keys))
        #expect(facts.audit().violations == [])
    }

    @Test("Each audit rule is broken by one of the tested damages")
    func everyRule() throws {
        var broken: Set<AuditViolation.Rule> = []
        for damage in LedgerDamageTests.damages + OrderDamageTests.damages + CorrectionAuditTests.damages
            + SingleRowTests.damages
        {
            var history = try History()
            _ = damage.inflict(&history)
            let rules = Set(history.facts.audit().violations.map(\.rule))
            #expect(damage.rules.isSubset(of: rules), "\(damage.testDescription)")
            broken.formUnion(damage.rules)
        }
        // Another test checks that each edit breaks its rules.
        for edit in FieldEdits.all { broken.formUnion(edit.rules) }
        #expect(broken == Set(AuditViolation.Rule.allCases))
    }
}
