import Foundation
import JoskLedger
import JoskPostgres
import Logging
import PostgresCluster
import PostgresWorker

/// A database of a suite's own, with the schema of Josk.
struct TestDatabase: Sendable {
    /// The role that the stores of tests connect as.
    static let applicationRole = "josk_test_app"

    let cluster: PostgresCluster
    let name: String
    /// The URL in the name of a superuser.
    let url: String

    private static let logger = Logger(label: "josk.tests.postgres") { _ in SwiftLogNoOpLogHandler() }

    /// An empty one.
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

    /// One that has been migrated.
    static func migrated(
        _ prefix: String, on cluster: PostgresCluster? = nil
    ) async throws -> TestDatabase {
        let database = try await empty(prefix, on: cluster)
        try await database.migrate()
        return database
    }

    /// Creates a role, unless it is there. Two may try at once.
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

    /// The URL in somebody's name.
    func url(as role: String) -> String {
        guard var parts = URLComponents(string: url) else { return url }
        parts.user = role
        parts.password = nil
        return parts.string ?? url
    }

    /// How the application connects.
    var configuration: PostgresConfiguration {
        PostgresConfiguration(url: url(as: Self.applicationRole)).patient
    }

    /// A store in the application's name.
    func store(
        _ configuration: PostgresConfiguration? = nil, clock: (@Sendable () -> Timestamp)? = nil
    ) -> PostgresStore {
        PostgresStore(configuration ?? self.configuration, logger: Self.logger, clock: clock)
    }

    /// Lets nobody connect any more, or lets them again. Whoever is connected stays.
    func allowConnections(_ areAllowed: Bool) async throws {
        try await cluster.run("ALTER DATABASE \"\(name)\" ALLOW_CONNECTIONS \(areAllowed)")
    }

    /// Whether the server has at least this major version.
    func isServer(atLeast major: Int) async throws -> Bool {
        let number = try await run("SELECT current_setting('server_version_num')")
        return (Int(number) ?? 0) >= major * 10_000
    }

    /// Runs SQL as the superuser and returns what psql prints, a line a row.
    @discardableResult
    func run(_ sql: String) async throws -> String {
        try await cluster.run(sql, database: url).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Makes a store in the application's name, and ends it after the body.
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

/// Waits until something is so. It gives up after an hour, for a test that would never end.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(3_600)
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
