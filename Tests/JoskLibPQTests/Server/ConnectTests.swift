import Foundation
import JoskLibPQ
import PostgresCluster
import Testing

@Suite("Connecting", .timeLimit(.minutes(10)))
struct ConnectTests {
    @Test("A host without a server is unreachable")
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

    @Test("Connecting to a server that does not respond ends at its deadline")
    func endsAtDeadline() async throws {
        let silent = try ListeningSocket()
        let error = await #expect(throws: PostgresError.self) {
            try await Server.connect("postgresql://127.0.0.1:\(silent.port)/x", within: .milliseconds(50))
        }
        guard case .unreachable(let why, nil) = error, why.hasPrefix("the server did not respond")
        else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("Connecting with several hosts uses the host that responds")
    func triesSeveralHosts() async throws {
        let server = try await PostgresCluster.localServer
        let dead = try OwnServer.freePort()
        let url =
            "postgresql://postgres@127.0.0.1:\(dead),127.0.0.1:\(server.port)/postgres"
            + "?target_session_attrs=read-write"
        let connection = try await Server.connect(url)
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }

    @Test("A host that accepts the connection but does not respond does not hide the next host")
    func passesSilentHosts() async throws {
        let server = try await PostgresCluster.localServer
        let silent = try ListeningSocket()
        let url = "postgresql://postgres@127.0.0.1:\(silent.port),127.0.0.1:\(server.port)/postgres"
        // The silent host uses up half of the time. A slow machine may need much of the other half.
        for seconds in [1, 4, 16, 64, 256] {
            guard let connection = try? await Server.connect(url, within: .seconds(seconds)) else { continue }
            #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
            return
        }
        Issue.record("the second host was not reached")
    }

    @Test("Without a standby, prefer-standby connects to the primary, and standby fails")
    func prefersStandby() async throws {
        let server = try await PostgresCluster.localServer
        let dead = try OwnServer.freePort()
        let hosts = "host=127.0.0.1,127.0.0.1 port=\(dead),\(server.port) user=postgres dbname=postgres"
        let connection = try await Server.connect(hosts + " target_session_attrs=prefer-standby")
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
        let error = await #expect(throws: PostgresError.self) {
            try await Server.connect(hosts + " target_session_attrs=standby")
        }
        #expect(error?.description.contains("not in hot standby") == true, "\(String(describing: error))")
    }

    @Test("Connecting stops at the first host that refuses the role's credentials")
    func stopsAtRefusal() async throws {
        let cluster = try await PostgresCluster.local
        let server = try #require(cluster.own)
        let role = "refused_\(UUID().uuidString.prefix(8).lowercased())"
        try await cluster.run(
            """
            DO $$ BEGIN CREATE ROLE needs_password; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
            CREATE ROLE \(role) LOGIN PASSWORD 'right' IN ROLE needs_password;
            """)
        // Over the socket, no role needs a password.
        let hosts = "host=127.0.0.1,\(server.directory) port=\(server.port) user=\(role) dbname=postgres"
        for password in [" password=wrong", " passfile=/nowhere"] {
            let error = await #expect(throws: PostgresError.self) {
                try await Server.connect(hosts + password)
            }
            #expect(error?.sqlState == "28P01", "\(String(describing: error))")
        }
        let connection = try await Server.connect(hosts + " password=right")
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }

    @Test(
        "A connection that requires TLS uses it, also for large results and cancellation, or fails",
        .enabled("needs openssl, for the server's certificate, and a server that is built with TLS") {
            try await ClusterOptions.canEncrypt
        })
    func encrypts() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions(isEncrypted: true))
        let url = try #require(cluster.tcpURL()) + "?sslmode=require"
        let connection = try await Server.connect(url)
        #expect(await connection.run { (session: PQConnection) in session.isEncrypted })
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
        let plain = try #require(try await PostgresCluster.local.tcpURL()) + "?sslmode=require"
        await #expect(throws: PostgresError.self) { try await Server.connect(plain) }
    }
}
