import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

/// A primary whose commits wait for its standby, and the standby.
struct FailoverPair {
    private(set) var primary: OwnServer
    private(set) var standby: OwnServer
    let database: String
    private let ports: [Int]

    /// The ways to replace the primary.
    enum Way: String, CaseIterable {
        /// The primary crashes, and a new standby takes its port.
        case crash
        /// The primary is shut down cleanly, and restarts as the other server's standby: it accepts connections, but no
        /// writes.
        case switchover
        /// The primary becomes read-only, and keeps running until the other server has taken over.
        case closing
    }

    /// Creates a migrated pair.
    ///
    /// The application's sessions wait for the standby; the tests' own sessions do not.
    static func migrated() async throws -> FailoverPair {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": OwnServer.standbyName]))
        let primary = try #require(cluster.own)
        let database = try await TestDatabase.migrated("failover", on: cluster)
        try await database.run("ALTER ROLE \(TestDatabase.applicationRole) SET synchronous_commit = on")
        let standby = try await primary.standby()
        return FailoverPair(
            primary: primary, standby: standby, database: database.name, ports: [primary.port, standby.port])
    }

    private init(primary: OwnServer, standby: OwnServer, database: String, ports: [Int]) {
        (self.primary, self.standby, self.database, self.ports) = (primary, standby, database, ports)
    }

    /// Returns the configuration of a store that finds the primary among the two servers.
    func configuration(_ kind: String) -> PostgresConfiguration {
        let hosts = ports.map { "127.0.0.1:\($0)" }.joined(separator: ",")
        let user = TestDatabase.applicationRole
        var configuration = PostgresConfiguration(
            url: "postgresql://\(user)@\(hosts)/\(database)?target_session_attrs=\(kind)"
        ).patient
        configuration.maximumConnections = 4
        return configuration
    }

    /// Promotes the standby, and replaces it with another one.
    mutating func failOver(_ way: Way) async throws {
        let old = primary
        switch way {
        case .crash: try await crash(old)
        case .switchover: try await old.stop(.fast)
        case .closing: try await old.set("default_transaction_read_only = on")
        }
        try await standby.promote()
        primary = standby
        switch way {
        case .crash: standby = try await primary.standby(port: old.port)
        case .switchover:
            try await old.start(following: primary)
            standby = old
        case .closing:
            try await untilStoreHasLeft(old)
            try await old.stop(.immediate)
            standby = try await primary.standby(port: old.port)
        }
    }

    /// Crashes the primary while the application waits for a commit that the standby never receives.
    ///
    /// The store then has an in-doubt transaction, which it must settle with the other server.
    private func crash(_ server: OwnServer) async throws {
        let sender = try #require(Int32(try await server.run("SELECT pid FROM pg_stat_replication")))
        server.signal(sender, isPaused: true)
        let waiting = "SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        #expect(try await eventually { try await server.run(waiting) == "t" })
        try await server.stop(.crash)
        server.end(sender)
    }

    /// Waits until the store has left a server by itself, while the server still accepts connections.
    private func untilStoreHasLeft(_ server: OwnServer) async throws {
        let user = TestDatabase.applicationRole
        let sessions = "SELECT count(*) FROM pg_stat_activity WHERE usename = '\(user)'"
        // Commits that wait for the promoted standby are terminated, which an operator should not do. No caller has got
        // a receipt for them, and they are not on the other server.
        _ = try await eventually {
            try await server.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            return try await server.run(sessions) == "0"
        }
    }
}
