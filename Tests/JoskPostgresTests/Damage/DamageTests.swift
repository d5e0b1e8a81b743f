import PostgresWorker
import Testing

@testable import JoskLedger

/// Tests of the engine on rows with values that no constraint allows.
///
/// A superuser, a restored disk or a defect of the server can write such values. Each operation on them must end in an
/// error, a finding of the audit, or a right answer, and must never stop the process.
@Suite("Damaged rows")
struct DamageTests {
    /// A database without defences, and the business in it.
    private struct Damaged {
        let database: TestDatabase
        let scene: DamageScene
        let columns: [DamageColumn]
    }

    private func damaged() async throws -> Damaged {
        let database = try await TestDatabase.migrated("damage")
        let scene = try await withStore(on: database) { try await DamageScene.open(on: $0) }
        let columns = try await database.columns()
        try await database.dropDefences()
        try await database.saveRows(of: Set(columns.map(\.table)))
        return Damaged(database: database, scene: scene, columns: columns)
    }

    @Test("Extreme and random values in every column stop no command, read or audit")
    func neverTraps() async throws {
        let damaged = try await damaged()
        let (seed, share) = (TestOptions.damageSeed, TestOptions.damageShare)
        let plan = try DamagePlan(of: damaged.columns, seed: seed, share: share)
        var tally = DamageTally(of: plan.tries)
        var start: DamagePosition? = DamagePosition(try: 0, operation: 0)
        while let position = start {
            let run = DamageRun(
                on: damaged.columns, in: damaged.scene, seed: seed, share: share,
                as: damaged.database.url, from: position)
            let (ending, lines) = try await WatchedWorker.run(
                .damage(run), on: damaged.database.url(as: TestDatabase.applicationRole), silence: 120)
            let last = tally.add(lines)
            if ending == .exited(0) { break }
            guard let last else {
                throw WorkerProcess.Failure(
                    description: "\(ending): \(lines.suffix(20).joined(separator: "\n"))")
            }
            tally.addCrash(ending, at: last, lines)
            start = DamagePosition(try: last.try, operation: last.operation + 1)
        }
        printLines([tally.summary(columns: damaged.columns.count, seed: seed)] + tally.details)
        #expect(tally.crashes.isEmpty, "\(tally.crashes.joined(separator: "\n"))")
        let unexplained = tally.undetected.subtracting(Self.undetectable)
        #expect(unexplained.isEmpty, "\(unexplained.sorted().joined(separator: ", "))")
        #expect(tally.unexpected.isEmpty, "\(tally.unexpected.joined(separator: "\n"))")
    }

    /// The columns in which an audit cannot detect every value.
    private static let undetectable = Set(
        [
            // Values that no fact contains: see `Tenant.audit`.
            "businesses": ["name", "time_zone", "payment_term_days"],
            "customers": ["name", "reference", "payment_term_days", "is_active"],
            "products": ["sku", "name", "is_active", "price", "added_at"],
            // Only the order of the lines counts.
            "order_lines": ["number"], "refund_lines": ["number"],
            // Columns that only constraints, feeds or the startup check read.
            "refunds": ["order_total", "refunded", "previous_number", "previous_refunded"],
            "stock_movements": ["previous_sequence", "previous_stock"],
            "journal": ["epoch", "xid"], "cluster": ["id", "epoch"],
            "migrations": ["version", "name", "checksum", "applied_at"],
            // The last three may be damaged in an entry whose kind has none of them.
            "ledger_entries": [
                "previous_sequence", "previous_balance", "previous_limit", "charged_order_id", "credited",
                "order_id", "refund_number", "reversed_sequence",
            ],
        ].flatMap { table, columns in columns.map { "\(table).\($0)" } })

    @Test("The operations of the damage test contain every kind of command")
    func coversCommands() {
        #expect(Set(DamageOperation.all.compactMap(\.kind)) == Set(CommandRegistry.byKind.keys))
    }

    @Test("The scene of the damage test has a value in every column")
    func coversColumns() async throws {
        let damaged = try await damaged()
        for column in damaged.columns {
            let count = try await damaged.database.run(
                "SELECT count(\"\(column.name)\") FROM josk.\"\(column.table)\"")
            #expect(count != "0", "\(column.table).\(column.name)")
        }
    }
}
