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
        #expect(Set(facts.journal.map(\.kind)) == Set(CommandTable.recipes.keys))
        #expect(facts.audit().violations == [])
    }

    @Test("of every rule there is a damage that breaks it")
    func everyRule() throws {
        var broken: Set<AuditViolation.Rule> = []
        for damage in LedgerDamageTests.damages + OrderDamageTests.damages + CorrectionAuditTests.damages
            + SingleRowTests.damages
        {
            var history = try History()
            _ = damage.inflict(&history)
            broken.formUnion(history.facts.audit().violations.map(\.rule))
        }
        let facts = try History().facts
        let edits =
            damages(\.journal, facts, "kind") { $0[$1] = $0[$1].with(kind: "mystery") }
            + damages(\.journal, facts, "time") {
                $0[$1] = $0[$1].with(recordedAt: .init(microseconds: .max))
            }
            + damages(\.journal, facts, "doubled") { $0.insert($0[$1], at: $1) }
        for edit in edits { broken.formUnion(edit.facts.audit().violations.map(\.rule)) }
        // Those that take more than one edit have tests of their own.
        let others: Set<AuditViolation.Rule> = [.payoutWithinCredit, .chargeWithinLimit]
        let missing = Set(AuditViolation.Rule.allCases).subtracting(broken).subtracting(others)
        #expect(missing == [])
    }

    @Test("a row of another business is found")
    func copied() throws {
        let facts = try History().facts
        var other = Shop(id: .numbered(0xB1))
        _ = try other.accept(CreateBusiness())
        let ada = try other.addCustomer(limit: 90_000)
        let tea = try other.addProduct(price: 450, stock: 500)
        for _ in 1...8 { _ = try other.sell(tea, 1, to: ada) }
        let order = try other.sell(tea, 2, to: ada)
        _ = try other.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 1)]))
        let foreign = Facts(of: other)
        func expect<Row: AuditedRow>(_ rows: WritableKeyPath<Facts, [Row]>) {
            for row in foreign[keyPath: rows] {
                var damaged = facts
                damaged[keyPath: rows].append(row)
                let named = damaged.audit().violations.map(\.row)
                #expect(!named.isEmpty, "\(row.auditRow)")
            }
        }
        expect(\.entries)
        expect(\.orders)
        expect(\.refunds)
        expect(\.movements)
        expect(\.journal)
    }
}
