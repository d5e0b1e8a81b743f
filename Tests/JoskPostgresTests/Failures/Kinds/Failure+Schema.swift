import JoskPostgres
import JoskTesting

extension Failure {
    /// The failures in which the schema is not the library's.
    static let schema = [
        Failure("The schema was not migrated", says: ["josk migrate"]) {
            try await withoutSchema(isWarm: false)
        },
        Failure("The schema is removed while a store runs", says: ["josk migrate"]) {
            try await withoutSchema(isWarm: true)
        },
        Failure("The schema is older than the library", says: ["josk migrate", "needs"]) {
            var stage = try await Stage.shared("older")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.run(
                    """
                    CREATE TABLE kept AS SELECT * FROM josk.migrations ORDER BY version DESC LIMIT 1;
                    DELETE FROM josk.migrations WHERE version = (SELECT version FROM kept)
                    """)
            }
            stage.end = { try await database.run("INSERT INTO josk.migrations SELECT * FROM kept") }
            return stage
        },
        Failure("The schema is newer than the library", says: ["use a newer one"]) {
            var stage = try await Stage.shared("newer")
            let database = stage.database
            let next = PostgresStore.schemaVersion + 1
            stage.begin = { _, _ in
                try await database.run("INSERT INTO josk.migrations SELECT \(next), 'tomorrow', sha256('x')")
            }
            stage.end = { try await database.run("DELETE FROM josk.migrations WHERE version = \(next)") }
            return stage
        },
        Failure("A column of the schema has another type", says: ["payment_term_days"]) {
            var stage = try await Stage.shared("retyped")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.run("ALTER TABLE josk.customers ALTER payment_term_days TYPE bigint")
            }
            stage.end = {
                try await database.run("ALTER TABLE josk.customers ALTER payment_term_days TYPE int")
            }
            return stage
        },
        Failure("This system does not know the time zone of a business", says: ["Mars/Olympus"]) {
            var stage = try await Stage.shared("zoneless")
            let database = stage.database
            stage.begin = { _, _ in
                try await database.run("CREATE TABLE kept AS SELECT id, time_zone FROM josk.businesses")
                try await database.run("UPDATE josk.businesses SET time_zone = 'Mars/Olympus'")
            }
            stage.end = {
                try await database.run(
                    "UPDATE josk.businesses b SET time_zone = k.time_zone FROM kept k WHERE k.id = b.id")
            }
            return stage
        },
    ]

    private static func withoutSchema(isWarm: Bool) async throws -> Stage {
        var stage = try await Stage.shared("bare")
        let database = stage.database
        stage.isWarm = isWarm
        stage.begin = { _, _ in try await database.run("ALTER SCHEMA josk RENAME TO away") }
        stage.end = { try await database.run("ALTER SCHEMA away RENAME TO josk") }
        return stage
    }
}
