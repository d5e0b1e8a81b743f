import ArgumentParser
import JoskPostgres

/// `josk migrate`
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the schema of a PostgreSQL database up to date.",
        discussion: """
            It may be run again, and by several at once: what is there stays. The schema "josk" belongs to the role \
            josk_owner, as which nobody logs in, and which is created where it is missing.

            Connect as a superuser, or as a role that may create roles and, in this database, schemas. The \
            application's role must exist, as by: CREATE ROLE josk_app LOGIN. It is granted what it needs and no \
            more: it can read and append, and neither delete nor change a fact.
            """
    )

    @Option(help: PostgresArgument.help)
    var postgres: PostgresArgument

    @Option(help: ArgumentHelp("The role that the application connects as.", valueName: "name"))
    var appRole: String

    func run() async throws {
        let steps = try await PostgresStore.migrate(
            postgres.configuration(), applicationRole: appRole, logger: .silent)
        for step in steps { print("applied step \(step.version): \(step.name)") }
        let state = steps.isEmpty ? "was up to date" : "is up to date"
        print(
            "the schema \(state), at version \(PostgresStore.schemaVersion), for the role \(appRole.onOneLine)"
        )
    }
}
