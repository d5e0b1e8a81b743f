import Foundation
import JoskPostgres
import Logging
import PostgresCluster
import Testing

/// A database for one test.
struct ReplayDatabase: Sendable {
    static let applicationRole = "josk_executable_app"

    let cluster: PostgresCluster
    /// The URL that connects as a superuser.
    let url: String

    /// Creates an empty database.
    static func empty() async throws -> ReplayDatabase {
        let cluster = try await PostgresCluster.shared
        // Two tests may create the role at the same time.
        try await cluster.run(
            """
            DO $$ BEGIN CREATE ROLE \(applicationRole) LOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """)
        return ReplayDatabase(cluster: cluster, url: try await cluster.database(named: "josk"))
    }

    /// Creates a database, and migrates it with the executable.
    static func migrated() async throws -> ReplayDatabase {
        let database = try await empty()
        let run = try await database.migrate()
        try #require(run.status == 0, "\(run.errors)")
        return database
    }

    func migrate(_ role: String = applicationRole) async throws -> JoskProcess {
        try await JoskProcess.run(["migrate", "--postgres", url, "--app-role", role])
    }

    /// The URL that connects as the application's role.
    var applicationURL: String { get throws { try applicationURL(database: nil) } }

    /// Returns the URL that connects to another database as the application's role; nil means this database.
    func applicationURL(database: String?) throws -> String {
        var parts = try #require(URLComponents(string: url))
        parts.user = Self.applicationRole
        parts.password = nil
        if let database { parts.path = "/\(database)" }
        return try #require(parts.string)
    }

    /// Runs SQL as the superuser and returns the output of psql, one line for each row.
    @discardableResult
    func run(_ sql: String) async throws -> String { try await cluster.run(sql, database: url) }

    /// Runs a closure with a store that connects as the application's role.
    ///
    /// Its timeouts are one hour, because other tests may use the whole machine.
    func withStore<Value>(_ body: (PostgresStore) async throws -> Value) async throws -> Value {
        var configuration = PostgresConfiguration(url: try applicationURL)
        configuration.connectTimeout = .seconds(3_600)
        configuration.lockTimeout = .seconds(3_600)
        configuration.idleInTransactionTimeout = .seconds(3_600)
        configuration.commandTimeout = .seconds(3_600)
        configuration.readTimeout = .seconds(3_600)
        let logger = Logger(label: "josk.tests.executable") { _ in SwiftLogNoOpLogHandler() }
        return try await withPostgresStore(configuration, logger: logger, body)
    }
}
