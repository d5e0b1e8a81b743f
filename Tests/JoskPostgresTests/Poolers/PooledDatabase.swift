import JoskPostgres
import PostgresCluster
import PostgresWorker
import Testing

/// A migrated database behind PgBouncer, through which the stores of a test connect to it.
struct PooledDatabase: Sendable {
    let database: TestDatabase
    let pooler: Pooler

    /// Creates a migrated database, and a PgBouncer in front of it.
    ///
    /// - Parameters:
    ///   - connections: The number of connections that PgBouncer has to the server; a store has more.
    ///   - cluster: A separate server, for a test that stops it.
    static func migrated(
        _ prefix: String, connections: Int = 3, on cluster: PostgresCluster? = nil,
        settings: [String: String] = [:]
    ) async throws -> PooledDatabase {
        let cluster = if let cluster { cluster } else { try await PostgresCluster.local }
        return PooledDatabase(
            database: try await TestDatabase.migrated(prefix, on: cluster),
            pooler: try await Pooler.start(
                before: cluster, users: [TestDatabase.applicationRole], connections: connections,
                settings: settings))
    }

    /// The URL for the application's role.
    var url: String { pooler.url(database: database.name, user: TestDatabase.applicationRole) }

    /// The configuration of the application, as the documentation describes it.
    var configuration: PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url).patient
        configuration.preparesStatements = false
        return configuration
    }
}

extension Trait where Self == ConditionTrait {
    /// A condition for a suite that needs PgBouncer.
    static var behindPgBouncer: Self {
        .enabled(if: Pooler.program != nil, "needs JOSK_PGBOUNCER, which make test-matrix sets")
    }
}
