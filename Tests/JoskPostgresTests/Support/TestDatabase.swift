import Foundation
import JoskLedger
import JoskPostgres
import Logging
import PostgresCluster
import PostgresWorker

/// A separate database for a suite, empty or with the schema of Josk.
struct TestDatabase: Sendable {
    /// The role as which the stores of tests connect.
    static let applicationRole = "josk_test_app"

    let cluster: PostgresCluster
    let name: String
    /// The URL of the database for a superuser.
    let url: String

    private static let logger = Logger(label: "josk.tests.postgres") { _ in SwiftLogNoOpLogHandler() }

    /// Creates an empty database.
    static func empty(
        _ prefix: String, on cluster: PostgresCluster? = nil
    ) async throws -> TestDatabase {
        let cluster = if let cluster { cluster } else { try await PostgresCluster.shared }
        try await createRole(applicationRole, on: cluster)
        let url = try await cluster.database(named: prefix)
        let name = try await cluster.run("SELECT current_database()", database: url)
        return TestDatabase(
            cluster: cluster, name: name.trimmingCharacters(in: .whitespacesAndNewlines), url: url)
    }

    /// Creates a migrated database.
    static func migrated(
        _ prefix: String, on cluster: PostgresCluster? = nil
    ) async throws -> TestDatabase {
        let database = try await empty(prefix, on: cluster)
        try await database.migrate()
        return database
    }

    /// Creates a role unless it exists; two attempts at once are safe.
    static func createRole(
        _ role: String, _ attributes: String = "LOGIN", on cluster: PostgresCluster
    ) async throws {
        try await cluster.run(
            """
            DO $$ BEGIN CREATE ROLE "\(role)" \(attributes);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
            """)
    }

    @discardableResult
    func migrate(
        applicationRole: String = TestDatabase.applicationRole, as user: String? = nil
    ) async throws(MigrationError) -> [AppliedMigration] {
        try await PostgresStore.migrate(
            PostgresConfiguration(url: user.map(url(as:)) ?? url).patient, applicationRole: applicationRole,
            logger: Self.logger)
    }

    /// Returns the URL of the database for a role.
    func url(as role: String) -> String {
        guard var parts = URLComponents(string: url) else { return url }
        parts.user = role
        parts.password = nil
        return parts.string ?? url
    }

    /// The configuration of the application.
    var configuration: PostgresConfiguration {
        PostgresConfiguration(url: url(as: Self.applicationRole)).patient
    }

    /// Creates a store that connects as the application's role.
    func store(
        _ configuration: PostgresConfiguration? = nil, clock: (@Sendable () -> Timestamp)? = nil
    ) -> PostgresStore {
        PostgresStore(configuration ?? self.configuration, logger: Self.logger, clock: clock)
    }

    /// Allows or forbids new connections to the database; existing sessions stay.
    func allowConnections(_ areAllowed: Bool) async throws {
        try await cluster.run("ALTER DATABASE \"\(name)\" ALLOW_CONNECTIONS \(areAllowed)")
    }

    /// Returns true if the server has at least this major version.
    func isServer(atLeast major: Int) async throws -> Bool {
        let number = try await run("SELECT current_setting('server_version_num')")
        return (Int(number) ?? 0) >= major * 10_000
    }

    /// Runs SQL as the superuser, and returns the output of psql, one line for each row.
    @discardableResult
    func run(_ sql: String) async throws -> String {
        try await cluster.run(sql, database: url).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Runs a body with a store that connects as the application's role, and then shuts the store down.
func withStore<Value>(
    on database: TestDatabase, _ configuration: PostgresConfiguration? = nil,
    clock: (@Sendable () -> Timestamp)? = nil, _ body: (PostgresStore) async throws -> Value
) async throws -> Value {
    let store = database.store(configuration, clock: clock)
    do {
        let value = try await body(store)
        await store.shutdown()
        return value
    } catch {
        await store.shutdown()
        throw error
    }
}

/// Waits until a condition is true; returns false if it is not true within an hour.
///
/// The limit is for a test that would never end.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(3_600)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
