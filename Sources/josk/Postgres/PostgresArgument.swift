import ArgumentParser
import JoskLedger
import JoskPostgres
import Logging

/// The value of `--postgres`, which locates a PostgreSQL database.
///
/// It is never printed, because it may contain a password.
struct PostgresArgument: ExpressibleByArgument {
    static let help = ArgumentHelp(
        "The database, as a URL or a libpq connection string.",
        discussion: """
            libpq takes missing parts from PGHOST, PGUSER, PGPASSWORD and its other environment variables, and from \
            the password file. With an empty value ("") it takes all parts from there. Put the password into the \
            environment or the password file, because other users can see the arguments of a process.
            """,
        valueName: "url")

    private let url: String

    init(argument: String) { url = argument }

    /// Returns a configuration with long timeouts.
    ///
    /// A user at a terminal prefers a wait to an error that reports a busy server.
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

    /// Runs a closure with a store on the database, after the database has passed the startup check.
    func withStore<Value>(
        maximumConnections: Int, _ body: (PostgresStore) async throws -> Value
    ) async throws -> Value {
        let configuration = configuration(maximumConnections: maximumConnections)
        // Commands compare the clocks themselves, and an audit must work while they differ.
        var checked = configuration
        checked.maximumClockSkew = nil
        if let error = await PostgresStore.check(checked, logger: .silent).error { throw error }
        return try await withPostgresStore(configuration, logger: .silent, body)
    }
}

extension Logger {
    /// A logger without output, because each command reports its failure itself, in one line.
    static let silent = Logger(label: "josk") { _ in SwiftLogNoOpLogHandler() }
}

extension QueueConfiguration {
    /// A configuration whose queue timeout is as long as the command timeout of the store on PostgreSQL.
    static var commandLine: QueueConfiguration {
        var settings = QueueConfiguration()
        settings.queueTimeout = .seconds(600)
        return settings
    }
}
