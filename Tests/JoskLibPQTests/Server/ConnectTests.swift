import JoskLibPQ
import PostgresCluster
import Testing

@Suite("Connecting to a real server, and to none")
struct ConnectTests {
    @Test("A server that is not there is unreachable")
    func refusesToConnect() async throws {
        let port = try OwnServer.freePort()
        for url in ["postgresql://127.0.0.1:\(port)/x", "postgresql:///x?host=/nowhere"] {
            let error = await #expect(throws: PostgresError.self) { try await Server.connect(url) }
            guard case .unreachable(_, nil) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
    }

    @Test("Connecting ends at its deadline when nobody answers, and leaves nothing open")
    func endsAtDeadline() async throws {
        let silent = try ListeningSocket()
        let error = await #expect(throws: PostgresError.self) {
            try await Server.connect("postgresql://127.0.0.1:\(silent.port)/x", within: .milliseconds(50))
        }
        guard case .unreachable(let why, nil) = error, why.hasPrefix("no answer in time") else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("With several hosts the one that answers is taken")
    func triesSeveralHosts() async throws {
        guard let server = try await PostgresCluster.shared.own else { return }
        let dead = try OwnServer.freePort()
        let url =
            "postgresql://postgres@127.0.0.1:\(dead),127.0.0.1:\(server.port)/postgres"
            + "?target_session_attrs=read-write"
        let connection = try await Server.connect(url)
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }

    @Test("TLS: a required one is used, also for large answers, deadlines and cancellation")
    func encrypts() async throws {
        guard ClusterOptions.canEncrypt else { return }
        let cluster = try await PostgresCluster.start(ClusterOptions(isEncrypted: true))
        let url = try #require(cluster.tcpURL()) + "?sslmode=require"
        let connection = try await Server.connect(url)
        #expect(await connection.run { (session: inout Session) in session.isEncrypted })
        #expect(
            try await connection.value(
                "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: Bool.self))
        for size in [1, 8_191, 8_192, 16_384, 65_537, 5_000_000] {
            let text = try await connection.value("SELECT repeat('x', \(size))", as: String.self)
            #expect(text.utf8.count == size)
        }
        let late = await connection.errorAtDeadline(of: "SELECT pg_sleep(600)")
        #expect(late?.serverError?.sqlState == "57014")
        #expect(await connection.isUsable())
        let plain = try await PostgresCluster.shared.tcpURL().map { $0 + "?sslmode=require" }
        if let plain { await #expect(throws: PostgresError.self) { try await Server.connect(plain) } }
    }
}
