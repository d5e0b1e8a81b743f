import JoskLibPQ
import PostgresCluster
import Testing

@Suite("The wire proxy", .timeLimit(.minutes(10)))
struct ProxyTests {
    /// Returns a proxy to the local server, a connection through it to a new database, and a direct connection.
    private func connect() async throws -> (WireProxy, PostgresConnection, PostgresConnection) {
        let cluster = try await PostgresCluster.local
        let server = try #require(cluster.own)
        let url = try await cluster.database(named: "wire")
        let direct = try await Server.connect(url)
        let name = try await direct.value("SELECT current_database()::text", as: String.self)
        let proxy = try WireProxy(toPort: server.port)
        let through = try await Server.connect("postgresql://postgres@127.0.0.1:\(proxy.port)/\(name)")
        return (proxy, through, direct)
    }

    private func transaction(_ connection: PostgresConnection) async throws(PostgresError) {
        try await connection.run { (session: PQConnection) throws(PostgresError) in
            for batch in [["BEGIN", "SELECT 1"], ["INSERT INTO t VALUES (1)", "COMMIT"]] {
                var pipeline = Pipeline()
                for sql in batch { pipeline.append(Statement(sql, preparedAs: sql)) }
                _ = try session.run(pipeline, by: .soon)
            }
        }
    }

    @Test("Each pipeline takes one round trip, also when it prepares its statements")
    func countsRoundTrips() async throws {
        let (proxy, connection, direct) = try await connect()
        try await direct.run("CREATE TABLE t (n int8)")
        for _ in 0..<3 {
            proxy.resetRoundTrips()
            try await transaction(connection)
            #expect(proxy.roundTrips == 2)
        }
        proxy.setDelay(.milliseconds(2))
        try await transaction(connection)
        proxy.end()
    }

    @Test("A connection cut at COMMIT is lost, and commits only if the server received the COMMIT")
    func cutsAtCommit() async throws {
        for (moment, count) in [(WireProxy.Cut.Moment.beforeForwarding, Int64(0)), (.afterForwarding, 1)] {
            let (proxy, connection, direct) = try await connect()
            try await direct.run("CREATE TABLE t (n int8)")
            proxy.cutNext(.init(at: "COMMIT", moment))
            let error = await #expect(throws: PostgresError.self) { try await transaction(connection) }
            guard case .lost = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(proxy.cutCount == 1)
            // The other session ends after its commit.
            let others = """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            #expect(try await eventually { try await direct.value(others, as: Int64.self) == 0 })
            #expect(try await direct.value("SELECT count(*) FROM t", as: Int64.self) == count)
            proxy.end()
        }
    }
}
