import PostgresCluster
import Testing

@Suite("The server that tests start")
struct ClusterTests {
    @Test("It makes a database and runs SQL in it")
    func makesDatabase() async throws {
        let cluster = try await PostgresCluster.shared
        let url = try await cluster.database(named: "cluster")
        #expect(try await cluster.run("SELECT current_database()", database: url).hasPrefix("cluster_"))
        #expect(cluster.serverVersion.contains("PostgreSQL"))
    }

    @Test("It stops, crashes and starts again, and takes options")
    func stopsAndStarts() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["max_prepared_transactions": "7"]))
        let server = try #require(cluster.own)
        #expect(try await cluster.run("SHOW max_prepared_transactions") == "7")
        try await server.stop()
        await #expect(throws: (any Error).self) { try await cluster.run("SELECT 1") }
        #expect(try await server.start())
        try await server.stop(.crash)
        #expect(try await server.start())
        #expect(try await cluster.run("SELECT 1") == "1")
        #expect(server.log.contains("not properly shut down"))
    }
}
