import ArgumentParser
import JoskLedger
import JoskPostgres
import Logging

/// Where a PostgreSQL server is, as `--postgres` says it. It is never printed: it may hold a password.
struct PostgresArgument: ExpressibleByArgument {
    static let help = ArgumentHelp(
        "The database, as a URL or a connection string of libpq's.",
        discussion: """
            What it leaves out, libpq takes from PGHOST, PGUSER, PGPASSWORD and its other variables, and from the \
            password file; an empty one ("") leaves out everything. A password belongs there: others can see the \
            arguments of a process.
            """,
        valueName: "url")

    private let url: String

    init(argument: String) { url = argument }

    /// Patient: somebody at a terminal would rather wait than be told that the machine was busy.
    func configuration(maximumConnections: Int = 1) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url)
        configuration.maximumConnections = maximumConnections
        configuration.connectTimeout = .seconds(30)
        configuration.lockTimeout = .seconds(60)
        configuration.idleInTransactionTimeout = .seconds(60)
        configuration.commandTimeout = .seconds(600)
        configuration.readTimeout = .seconds(600)
        return configuration
    }

    /// Makes sure that the database will do, and runs something with a store on it.
    func withStore<Value>(
        maximumConnections: Int, _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        let configuration = configuration(maximumConnections: maximumConnections)
        try await PostgresStore.check(configuration, logger: .silent)
        return try await withPostgresStore(configuration, logger: .silent, body)
    }
}

extension Logger {
    /// Says nothing: a command says itself, in one line, why it fails.
    static let silent = Logger(label: "josk") { _ in SwiftLogNoOpLogHandler() }
}

extension QueueConfiguration {
    /// As patient as the store.
    static var commandLine: QueueConfiguration {
        var settings = QueueConfiguration()
        settings.queueTimeout = .seconds(600)
        return settings
    }
}
