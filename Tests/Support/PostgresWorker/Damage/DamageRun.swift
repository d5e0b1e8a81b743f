import Foundation
import JoskLedger
import JoskPostgres
import Logging

/// A job that damages rows, runs every operation on them, and reports each operation before it begins.
///
/// If an operation stops the process, the last line names it, and another process continues after it.
package struct DamageRun: Codable, Sendable {
    static let applicationRole = "josk_test_app"

    let columns: [DamageColumn]
    let tables: [String]
    let scene: DamageScene
    let seed: UInt64
    let share: Int
    /// The URL of the database for a superuser.
    let superuser: String
    /// The first operation to run.
    let start: DamagePosition

    package init(
        on columns: [DamageColumn], in scene: DamageScene, seed: UInt64, share: Int, as superuser: String,
        from start: DamagePosition
    ) {
        (self.columns, self.scene, self.seed, self.share) = (columns, scene, seed, share)
        (self.superuser, self.start) = (superuser, start)
        tables = Set(columns.map(\.table)).sorted()
    }

    /// A line of the output.
    package enum Line: Codable, Sendable {
        case begin(DamagePosition)
        case end(DamageOutcome)
        /// The server refuses the values of the try.
        case impossible(try: Int)
        /// The rows already have the values of the try.
        case unchanged(try: Int)
    }

    /// Runs the operations from the first one on as the user that the URL names.
    func run(on url: String) async throws -> String {
        let plan = try DamagePlan(of: columns, seed: seed, share: share)
        let database = try await DamagedDatabase(superuser, tables: tables)
        try await database.restore()
        let configurations = (
            application: PostgresConfiguration(url: url).impatient,
            superuser: PostgresConfiguration(url: superuser).impatient
        )
        try await withPostgresStore(configurations.application, logger: .silent) { store in
            let bench = DamageBench(scene, on: store, configurations)
            // Passes the startup check, which the damage of a later try may fail.
            _ = try await bench.tenant.business()
            for number in start.try..<max(start.try, plan.tries.count) {
                try await run(plan.tries[number], numbered: number, on: database, bench)
            }
        }
        await database.close()
        return "finished"
    }

    private func run(
        _ damage: DamageTry, numbered number: Int, on database: DamagedDatabase, _ bench: DamageBench
    ) async throws {
        try await database.restore()
        if number % 100 == 99 { try await database.vacuum() }
        guard try await database.damage(damage) else { return try write(.impossible(try: number)) }
        let tables = Set(damage.edits.map(\.column.table))
        guard try await database.differs(in: tables) else { return try write(.unchanged(try: number)) }
        for (index, operation) in DamageOperation.all.enumerated() {
            if number == start.try, index < start.operation { continue }
            if let table = operation.table, !tables.contains(table) { continue }
            try write(.begin(DamagePosition(try: number, operation: index)))
            try write(.end(await operation.run(bench)))
        }
    }

    private func write(_ line: Line) throws {
        let bytes = try JSONEncoder().encode(line) + Data("\n".utf8)
        try FileHandle.standardOutput.write(contentsOf: bytes)
    }
}
