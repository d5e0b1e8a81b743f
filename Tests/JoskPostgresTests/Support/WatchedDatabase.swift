import Foundation
import PostgresCluster
import Testing

/// A migrated database on a server of its own, whose log is about one test and nothing else.
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

    /// The URL in the application's name, for other processes.
    var url: String { database.url(as: TestDatabase.applicationRole) }

    /// How many deadlocks the server has broken.
    var deadlocks: Int { server.log.split(separator: "deadlock detected").count - 1 }

    /// How many statements the server has refused: each is an attempt that failed.
    var errors: Int { server.log.split(separator: "ERROR: ").count - 1 }
}
