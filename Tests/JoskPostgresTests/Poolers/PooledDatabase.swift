import JoskPostgres
import PostgresCluster
import PostgresWorker
import Testing

/// A migrated database with PgBouncer before it, through which the stores of a test reach it.
struct PooledDatabase: Sendable {
    let database: TestDatabase
    let pooler: Pooler

    /// - Parameters:
    ///   - connections: How many connections PgBouncer has to the server; a store has more.
    ///   - cluster: A server of its own, for a test that stops it.
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

    /// The URL in the application's name.
    var url: String { pooler.url(database: database.name, user: TestDatabase.applicationRole) }

    /// How the application connects: as the documentation says.
    var configuration: PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url).patient
        configuration.preparesStatements = false
        return configuration
    }
}

extension Trait where Self == ConditionTrait {
    /// For a suite that needs PgBouncer.
    static var behindPgBouncer: Self {
        .enabled(if: Pooler.program != nil, "JOSK_PGBOUNCER names no program; make test-matrix has it")
    }
}
