import JoskPostgres
import PostgresCluster
import PostgresWorker

/// A database behind a proxy, through which the stores of a test connect to it.
struct ProxiedDatabase: Sendable {
    let database: TestDatabase
    let proxy: WireProxy

    /// Creates a migrated database on a server that this process started, and a proxy in front of it.
    static func migrated(_ prefix: String) async throws -> ProxiedDatabase {
        let database = try await TestDatabase.migrated(prefix, on: PostgresCluster.local)
        let server = try await PostgresCluster.localServer
        return ProxiedDatabase(database: database, proxy: try WireProxy(toPort: server.port))
    }

    /// The configuration of the application, which connects through the proxy without encryption.
    var configuration: PostgresConfiguration {
        let user = TestDatabase.applicationRole
        return PostgresConfiguration(
            url: "postgresql://\(user)@127.0.0.1:\(proxy.port)/\(database.name)"
                + "?sslmode=disable&gssencmode=disable"
        ).patient
    }
}
