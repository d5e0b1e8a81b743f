import Foundation
import JoskPostgres
import Logging
import PostgresCluster
import Testing

/// A database of a test's own.
struct ReplayDatabase: Sendable {
    static let applicationRole = "josk_executable_app"

    let cluster: PostgresCluster
    /// The URL in the name of a superuser.
    let url: String

    /// An empty one.
    static func empty() async throws -> ReplayDatabase {
        let cluster = try await PostgresCluster.shared
        // Two may try at once.
        try await cluster.run(
            """
            DO $$ BEGIN CREATE ROLE \(applicationRole) LOGIN;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """)
        return ReplayDatabase(cluster: cluster, url: try await cluster.database(named: "josk"))
    }

    /// One that was migrated, by the executable.
    static func migrated() async throws -> ReplayDatabase {
        let database = try await empty()
        let run = try await database.migrate()
        try #require(run.status == 0, "\(run.errors)")
        return database
    }

    func migrate(_ role: String = applicationRole) async throws -> JoskProcess {
        try await JoskProcess.run(["migrate", "--postgres", url, "--app-role", role])
    }

    /// The URL in the application's name.
    var applicationURL: String { get throws { try applicationURL(database: nil) } }

    /// The URL of another database in the application's name.
    func applicationURL(database: String?) throws -> String {
        var parts = try #require(URLComponents(string: url))
        parts.user = Self.applicationRole
        parts.password = nil
        if let database { parts.path = "/\(database)" }
        return try #require(parts.string)
    }

    /// Runs SQL as the superuser and returns what psql prints, a line a row.
    @discardableResult
    func run(_ sql: String) async throws -> String { try await cluster.run(sql, database: url) }

    /// Runs something with a store in the application's name, which waits as long as it takes: other tests may have
    /// all of the machine.
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
