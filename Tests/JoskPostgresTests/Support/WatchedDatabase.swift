import Foundation
import PostgresCluster
import Testing

/// A migrated database on a separate server, whose log covers one test and nothing else.
struct WatchedDatabase: Sendable {
    let database: TestDatabase
    let server: OwnServer

    static func migrated(_ prefix: String) async throws -> WatchedDatabase {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["log_lock_waits": "off", "log_min_messages": "warning"]))
        let server = try #require(cluster.own)
        return WatchedDatabase(
            database: try await TestDatabase.migrated(prefix, on: cluster), server: server)
    }

    /// The URL for the application's role, for other processes.
    var url: String { database.url(as: TestDatabase.applicationRole) }

    /// The number of deadlocks that the server has resolved.
    var deadlocks: Int { server.log.split(separator: "deadlock detected").count - 1 }

    /// The number of statements that the server has refused; each is a failed attempt.
    var errors: Int { server.log.split(separator: "ERROR: ").count - 1 }
}
