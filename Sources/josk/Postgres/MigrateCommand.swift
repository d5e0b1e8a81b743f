import ArgumentParser
import JoskPostgres

/// The command `josk migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Create the schema in a PostgreSQL database, or bring it up to date.",
        discussion: """
            The command may be run again, and several times at once. It keeps existing data. The schema "josk" \
            belongs to the role josk_owner, which cannot log in. The command creates this role if it is missing.

            Connect as a superuser, or as a role that may create roles and, in this database, schemas. The \
            application's role must exist; create it with: CREATE ROLE josk_app LOGIN. The command grants it only \
            the privileges that it needs. It can read and append, but it can neither delete nor change a fact.
            """
    )

    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument

    @Option(help: ArgumentHelp("The role that the application connects as.", valueName: "name"))
    var appRole: String

    func run() async throws {
        let migrations = try await PostgresStore.migrate(
            postgres.configuration(), applicationRole: appRole, logger: .silent)
        for migration in migrations { print("applied migration \(migration.version): \(migration.name)") }
        let state = migrations.isEmpty ? "was already up to date" : "is up to date"
        print(
            "the schema \(state), at version \(PostgresStore.schemaVersion), for the role \(appRole.onOneLine)"
        )
    }
}
