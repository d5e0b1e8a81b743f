import Foundation
import JoskPostgres
import Testing

@Suite("Errors of migrations")
struct MigrationErrorTests {
    private static let descriptions: [(MigrationError, String)] = [
        (.failed(sqlState: "42501", message: "permission denied"), "The migration failed: permission denied"),
        (
            .unknownRole("josk_app\n"),
            "The role \"josk_app\\n\" does not exist: create it first, for example with "
                + "CREATE ROLE \"josk_app\\n\" LOGIN."
        ),
        (
            .unsafeRole("app", problems: ["it is a superuser", "it owns the database"]),
            "The role \"app\" could bypass the isolation of tenants: it is a superuser; it owns the database. "
                + "Give the application a role of its own, for example with CREATE ROLE josk_app LOGIN."
        ),
        (
            .changedMigration(version: 1, name: "tables"),
            "Migration 1 (tables) differs from the one that was applied to this database: use the version of "
                + "Josk that applied it, and report this error."
        ),
        (
            .missingMigration(version: 1),
            "The record of migration 1 is missing from josk.migrations, which has later ones: restore it."
        ),
        (
            .newerSchema(version: 9),
            "The schema has migration 9, which this version of Josk does not have: use a newer one."
        ),
        (
            .unsupported("the server is a standby"),
            "The database cannot have the schema: the server is a standby."
        ),
    ]

    @Test("Each error of a migration describes the failure and its remedy in complete sentences")
    func describes() {
        for (error, description) in Self.descriptions {
            #expect(error.description == description)
            #expect((error as any Error).localizedDescription == description)
        }
    }
}
