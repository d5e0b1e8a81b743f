import Testing

@testable import JoskLedger

@Suite("Audit: whichever row is removed or doubled")
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

    @Test("a row that was removed is named, wherever it was, and no other")
    func removed() throws {
        let facts = try History().facts
        check(damages(\.entries, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.orders, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.refunds, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.movements, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.customers, facts, "removed") { $0.remove(at: $1) })
        check(damages(\.items, facts, "removed") { $0.remove(at: $1) })
        let made = Set(facts.journal.filter { $0.factCount > 0 }.map { AuditViolation.Row.command($0.id) })
        // What made no fact is missed by nobody.
        check(
            damages(\.journal, facts, "removed") { $0.remove(at: $1) }.filter {
                !$0.rows.isDisjoint(with: made)
            })
    }

    @Test("a row that is there twice is named, and no other")
    func doubled() throws {
        let facts = try History().facts
        check(damages(\.entries, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.orders, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.refunds, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.movements, facts, "doubled") { $0.insert($0[$1], at: $1) })
        check(damages(\.journal, facts, "doubled") { $0.insert($0[$1], at: $1) })
    }

    @Test("the rows of a history are of every kind of command, and it is healthy")
    func history() throws {
        let facts = try History().facts
        #expect(Set(facts.journal.map(\.kind)) == Set(CommandExaminers.byKind.keys))
        #expect(facts.audit().violations == [])
    }

    @Test("every rule is broken by one of the damages that are tried")
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
        // Whether an edit breaks its rules is a test of its own.
        for edit in FieldEdits.all { broken.formUnion(edit.rules) }
        #expect(broken == Set(AuditViolation.Rule.allCases))
    }
}
