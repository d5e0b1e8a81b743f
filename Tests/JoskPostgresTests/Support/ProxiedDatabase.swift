import JoskPostgres
import PostgresCluster

/// A database with a proxy before it, through which the stores of a test reach it.
struct ProxiedDatabase: Sendable {
    let database: TestDatabase
    let proxy: WireProxy

    /// A migrated one; nil on a server that was not started here.
    static func migrated(
        _ prefix: String, on cluster: PostgresCluster? = nil
    ) async throws -> ProxiedDatabase? {
        let database = try await TestDatabase.migrated(prefix, on: cluster)
        guard let server = database.cluster.own else { return nil }
        return ProxiedDatabase(database: database, proxy: try WireProxy(toPort: server.port))
    }

    /// How the application connects through the proxy, in plain words.
    var configuration: PostgresConfiguration {
        let user = TestDatabase.applicationRole
        return PostgresConfiguration(
            url: "postgresql://\(user)@127.0.0.1:\(proxy.port)/\(database.name)"
                + "?sslmode=disable&gssencmode=disable"
        ).patient
    }
}
