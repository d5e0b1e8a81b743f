import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Attacks with arbitrary SQL")
struct AttackTests {
    @Test("Every attack has its documented outcome, and changes no row of the other tenant")
    func attacks() async throws {
        let database = try await AttackedDatabase.migrated("attacked")
        let before = try await database.victimsRows()
        #expect(before.allSatisfy { !$0.contains("|0|") }, "a table has no row of the victim: \(before)")
        for attack in AttackKind.all.flatMap(\.attacks) {
            for statements in attack.variants {
                let answer = try await database.answer(to: statements, by: attack.attacker)
                #expect(
                    attack.isAsExpected(answer),
                    "\(attack.name): \(statements.last ?? ""): expected \(attack.result), got \(answer)")
            }
        }
        await database.close()
        #expect(try await database.victimsRows() == before)
        let configuration = PostgresConfiguration(url: database.database.url(as: AttackedDatabase.role))
            .patient
        try await withStore(on: database.database, configuration) { store in
            for shop in [database.victim, database.attacker] {
                let report = try await Ledger(store: store, queue: .patient).tenant(shop.tenant.id).audit()
                #expect(report.isClean, "\(report.violations)")
                #expect(report.counts.entries == 7)
            }
        }
    }

    @Test("A reference to another tenant's row is refused like one to a row that does not exist")
    func revealsNothing() async throws {
        let database = try await AttackedDatabase.migrated("revealing")
        let pairs = (AttackKind.references.attacks + AttackKind.keys.attacks).filter(\.isAPair)
        #expect(pairs.count >= 10, "\(pairs.map(\.name))")
        for attack in pairs {
            var answers: [[String?]] = []
            for statements in attack.variants {
                guard case .refused(let error, _) = try await database.answer(to: statements, by: .tenant)
                else {
                    continue
                }
                let detail = error.detail?.replacing(/[0-9a-f]{8}-[0-9a-f-]{27}/, with: "…")
                answers.append([error.sqlState.code, error.message, detail, error.hint, error.constraint])
            }
            #expect(answers.count == 2)
            #expect(answers.first == answers.last, "\(attack.name)")
        }
        await database.close()
    }

    @Test("The attacks cover every foreign key, unique key and constraint that relates columns")
    func isComplete() async throws {
        let database = try await TestDatabase.migrated("complete")
        let names = try await database.run(
            """
            SELECT c.conname FROM pg_constraint AS c
            WHERE c.connamespace = 'josk'::regnamespace AND c.conrelid <> 'josk.cluster'::regclass
                AND c.conrelid <> 'josk.migrations'::regclass
                AND (c.contype = 'f' OR c.contype = 'c' AND c.conname NOT LIKE '%\\_check' ESCAPE '\\')
            UNION SELECT c.relname FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
            WHERE i.indisunique AND NOT i.indisprimary AND c.relnamespace = 'josk'::regnamespace
                AND c.relname NOT LIKE '%\\_head' ESCAPE '\\' AND c.relname <> 'refunds_credit'
            """)
        let tried = AttackKind.all.flatMap(\.attacks).compactMap { attack in
            if case .refused(_, let constraint) = attack.outcome { constraint } else { nil }
        }
        #expect(Set(names.split(separator: "\n").map(String.init)).subtracting(tried) == [])
    }
}

extension Attack {
    /// True if the attack has two variants: a row that another tenant has, and a row that no tenant has.
    fileprivate var isAPair: Bool {
        if case .refused = outcome { variants.count == 2 } else { false }
    }
}
