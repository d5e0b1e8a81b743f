import JoskPostgres
import PostgresCluster
import PostgresWorker

/// A database with a proxy before it, through which the stores of a test reach it.
struct ProxiedDatabase: Sendable {
    let database: TestDatabase
    let proxy: WireProxy

    /// A migrated one, on a server that was started here.
    static func migrated(_ prefix: String) async throws -> ProxiedDatabase {
        let database = try await TestDatabase.migrated(prefix, on: PostgresCluster.local)
        let server = try await PostgresCluster.localServer
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
