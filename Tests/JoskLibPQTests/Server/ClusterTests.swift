import Foundation
import PostgresCluster
import Testing

@Suite("The test server", .timeLimit(.minutes(10)))
struct ClusterTests {
    @Test("The test server creates a database and runs SQL in it")
    func makesDatabase() async throws {
        let cluster = try await PostgresCluster.shared
        let url = try await cluster.database(named: "cluster")
        #expect(try await cluster.run("SELECT current_database()", database: url).hasPrefix("cluster_"))
        #expect(cluster.serverVersion.contains("PostgreSQL"))
    }

    @Test("The test server accepts settings, and starts again after a stop and a crash")
    func stopsAndStarts() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["max_prepared_transactions": "7"]))
        let server = try #require(cluster.own)
        #expect(try await cluster.run("SHOW max_prepared_transactions") == "7")
        try await server.stop()
        await #expect(throws: (any Error).self) { try await cluster.run("SELECT 1") }
        #expect(try await server.start(), "\(server.log)")
        try await server.stop(.crash)
        #expect(try await server.start(), "\(server.log)")
        #expect(try await cluster.run("SELECT 1") == "1")
        #expect(server.log.contains("not properly shut down"))
    }

    @Test("The test server's directory is removed when the test process is killed")
    func endsWithItsProcess() async throws {
        let note = FileManager.default.temporaryDirectory.appendingPathComponent("josk-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: note) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [note = note as String] in
            let server = try #require(try await PostgresCluster.start(ClusterOptions()).own)
            try server.directory.write(toFile: note, atomically: true, encoding: .utf8)
            kill(getpid(), SIGKILL)
        }
        let directory = try String(contentsOfFile: note, encoding: .utf8)
        #expect(directory.hasPrefix("/tmp/josk-pg-"))
        #expect(try await eventually { !FileManager.default.fileExists(atPath: directory) })
    }
}
