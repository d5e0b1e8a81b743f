import Foundation
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

extension Stage {
    /// Creates a stage on the server that tests share.
    static func shared(_ prefix: String) async throws -> Stage {
        Stage(try await TestDatabase.migrated(prefix, on: PostgresCluster.local))
    }

    /// Creates a stage on a separate server, which may be stopped and configured, over TCP.
    static func alone(
        _ prefix: String, _ settings: [String: String] = [:]
    ) async throws -> (Stage, OwnServer) {
        // A crash of the server's processes loses nothing.
        let durable = settings.merging(["synchronous_commit": "on"]) { given, _ in given }
        let cluster = try await PostgresCluster.start(ClusterOptions(settings: durable))
        let server = try #require(cluster.own)
        let database = try await TestDatabase.migrated(prefix, on: cluster)
        let configuration = PostgresConfiguration(url: url(server.port, database.name))
        return (Stage(database, configuration), server)
    }

    /// Creates a stage on the server that tests share, over TCP, as a separate role with a correct password.
    static func asOwnRole(_ prefix: String) async throws -> (Stage, role: String) {
        let cluster = try await PostgresCluster.local
        let server = try await PostgresCluster.localServer
        let database = try await TestDatabase.migrated(prefix, on: cluster)
        try await TestDatabase.createRole(ClusterOptions.passwordRole, "NOLOGIN", on: cluster)
        let role = "josk_test_\(prefix)_\(UUID().uuidString.prefix(8).lowercased())"
        try await database.run(
            "CREATE ROLE \(role) LOGIN PASSWORD 'hush-hush' IN ROLE \(ClusterOptions.passwordRole)")
        try await database.migrate(applicationRole: role)
        let configuration = PostgresConfiguration(
            url: url(server.port, database.name, user: "\(role):hush-hush"))
        return (Stage(database, configuration), role)
    }

    /// Returns the URL of a role, by default the application's, on a port of 127.0.0.1.
    static func url(
        _ port: Int, _ database: String, user: String = TestDatabase.applicationRole, options: String = ""
    ) -> String { "postgresql://\(user)@127.0.0.1:\(port)/\(database)\(options)" }
}

extension OwnServer {
    /// Starts the server again.
    ///
    /// For a moment after a crash, orphaned processes hold its memory, and the start is tried again.
    func comeBack() async throws {
        let isBack = try await eventually { try await start() }
        #expect(isBack)
    }

    /// Changes a setting, for existing sessions too.
    func set(_ setting: String) async throws {
        // In separate calls, because this statement cannot run in a transaction.
        try await run("ALTER SYSTEM SET \(setting)")
        let before = try await run("SELECT pg_conf_load_time()")
        try await run("SELECT pg_reload_conf()")
        // The server reads its settings, signals every session to do so, and only then lets another session begin. A
        // session that has been signalled reads them before its next statement.
        let isRead = try await eventually { try await run("SELECT pg_conf_load_time()") != before }
        #expect(isRead, "the server has not read its settings")
    }
}
