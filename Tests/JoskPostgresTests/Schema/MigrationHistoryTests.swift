import Testing

@testable import JoskPostgres

@Suite("The history of migrations")
struct MigrationHistoryTests {
    @Test("A migration that differs from the applied one is refused")
    func refusesChanged() async throws {
        let database = try await TestDatabase.migrated("changed")
        try await database.run("UPDATE josk.migrations SET checksum = sha256('x') WHERE version = 1")
        await #expect(throws: MigrationError.changedMigration(version: 1, name: "tables")) {
            try await database.migrate()
        }
    }

    @Test("A history of migrations with a gap is refused")
    func refusesMissing() async throws {
        let database = try await TestDatabase.migrated("missing")
        try await database.run("DELETE FROM josk.migrations WHERE version = 1")
        await #expect(throws: MigrationError.missingMigration(version: 1)) { try await database.migrate() }
    }

    @Test("A schema that a newer library has migrated is refused")
    func refusesNewer() async throws {
        let database = try await TestDatabase.migrated("newer")
        try await database.run("INSERT INTO josk.migrations VALUES (3, 'tomorrow', sha256('x'))")
        await #expect(throws: MigrationError.newerSchema(version: 3)) { try await database.migrate() }
    }

    @Test("A failed migration leaves nothing behind, and keeps earlier ones; the rest can follow")
    func isAtomic() async throws {
        let database = try await TestDatabase.empty("atomic")
        var broken = Migrator(applicationRole: TestDatabase.applicationRole)
        broken.migrations[1] = Migration(
            version: 2, name: "broken", statements: ["CREATE TABLE josk.half (n int)", "SELECT 1 / 0"])
        let error = await database.failure(of: broken)
        guard case .failed("22012", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await database.run("SELECT to_regclass('josk.half') IS NULL") == "t")
        #expect(try await database.run("SELECT count(*) FROM josk.migrations") == "1")
        #expect(try await database.migrate().map(\.version) == [2])
    }
}
