import JoskLibPQ
import PostgresCluster
import Testing

@Suite("Deadlines and lost connections", .timeLimit(.minutes(10)))
struct LossTests {
    private func isRunning(_ pid: Int32) async throws -> Bool {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(pid) AND state = 'active'"
        return try await PostgresCluster.shared.run(sql) != "0"
    }

    @Test(
        "A statement is cancelled at its deadline, and the connection stays usable")
    func cancelsAtDeadline() async throws {
        let connection = try await Server.connect()
        let pid = await connection.backendPID
        let error = await connection.errorAtDeadline(of: "SELECT pg_sleep(600)")
        guard case .timedOut(let last?) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(last.sqlState == "57014")
        #expect(try await eventually { try await !isRunning(pid) })
        #expect(await connection.isUsable())
        #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
    }

    @Test("A connection is unusable if the server does not respond by the end of the grace period")
    func closesAfterGrace() async throws {
        let server = try #require(try await PostgresCluster.start(ClusterOptions()).own)
        let url = "postgresql://postgres@127.0.0.1:\(server.port)/postgres"
        let connection = try await Server.connect(url, grace: .milliseconds(200))
        // The server accepts no new connection, so no cancel request arrives. The backend does not respond either.
        try server.pause(true)
        let backend = await connection.backendPID
        server.signal(backend, isPaused: true)
        defer {
            server.signal(backend, isPaused: false)
            try? server.pause(false)
        }
        #expect(await connection.errorAtDeadline(of: "SELECT 1") == .timedOut())
        #expect(await !connection.isIdle)
        await #expect(throws: PostgresError.timedOut()) { try await connection.run("SELECT 1") }
    }

    @Test("A stream of rows delays neither the deadline nor the end of the grace period")
    func endsStreams() async throws {
        let stream = "SELECT repeat('x', 1000) FROM generate_series(1, 2000000)"
        let connection = try await Server.connect()
        let late = await connection.errorAtDeadline(of: stream)
        guard case .timedOut(let last?) = late else {
            Issue.record("\(String(describing: late))")
            return
        }
        #expect(last.sqlState == "57014")
        #expect(await connection.isUsable())

        let server = try await PostgresCluster.localServer
        let proxy = try WireProxy(toPort: server.port)
        defer { proxy.end() }
        let through = try await Server.connect(
            "postgresql://postgres@127.0.0.1:\(proxy.port)/postgres?sslmode=disable&gssencmode=disable",
            grace: .milliseconds(50))
        // From now on, no cancel request reaches the server.
        proxy.setGreetingDelay(.seconds(3_600))
        #expect(await through.errorAtDeadline(of: stream) == .timedOut())
        #expect(await !through.isIdle)
    }

    @Test("A statement whose deadline has passed is not sent")
    func doesNotSendTooLate() async throws {
        let connection = try await Server.connect()
        let error = await #expect(throws: PostgresError.self) {
            try await connection.run("CREATE TABLE never (n int8)", by: .now)
        }
        #expect(error?.serverError?.message == "cancelled before it was sent")
        #expect(await connection.isUsable())
        #expect(try await connection.value("SELECT to_regclass('never') IS NULL", as: Bool.self))
    }

    @Test("A connection that is terminated during a statement is lost, with the server's last error")
    func losesWhileRunning() async throws {
        let connection = try await Server.connect()
        let pid = await connection.backendPID
        async let outcome = Result { try await connection.run("SELECT pg_sleep(600)") }
        #expect(try await eventually { try await isRunning(pid) })
        try await PostgresCluster.shared.run("SELECT pg_terminate_backend(\(pid))")
        guard case .failure(PostgresError.lost(_, let last)) = await outcome else {
            Issue.record("\(await outcome)")
            return
        }
        #expect(last?.sqlState == "57P01")
        #expect(await !connection.isIdle)
        await #expect(throws: PostgresError.self) { try await connection.run("SELECT 1") }
    }

    @Test("A connection that is terminated during a large send is lost, with the server's last error")
    func losesWhileSending() async throws {
        let cluster = try await PostgresCluster.local
        let server = try #require(cluster.own)
        let connection = try await Server.connect(cluster.url(database: "postgres"))
        let pid = await connection.backendPID
        // The paused backend receives nothing, so the client blocks while it sends.
        server.signal(pid, isPaused: true)
        async let outcome = Result {
            var parameters = Parameters()
            parameters.append(String(repeating: "x", count: 16 << 20))
            try await connection.run("SELECT length($1::text)", parameters)
        }
        // The termination may come before or after that; the result is the same.
        try await cluster.run("SELECT pg_terminate_backend(\(pid))")
        server.signal(pid, isPaused: false)
        guard case .failure(PostgresError.lost(_, let last)) = await outcome else {
            Issue.record("\(await outcome)")
            return
        }
        #expect(last?.sqlState == "57P01")
    }

    @Test("A connection that is terminated while idle is unusable, and its next statement reports why")
    func noticesIdleDeath() async throws {
        for isAsked in [true, false] {
            let connection = try await Server.connect()
            #expect(await connection.isUsable())
            let pid = await connection.backendPID
            try await PostgresCluster.shared.run("SELECT pg_terminate_backend(\(pid), 60000)")
            if isAsked {
                #expect(try await eventually { await !connection.isUsable() })
            } else {
                let error = await #expect(throws: PostgresError.self) { try await connection.run("SELECT 1") }
                guard case .lost(_, let last) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(last?.sqlState == "57P01")
            }
        }
    }

    @Test("A stop of the server loses its connections, and connecting works again after a restart")
    func losesServer() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let connection = try await Server.connect(cluster.url(database: "postgres"))
        try await connection.run("BEGIN")
        try await cluster.own?.stop(.immediate)
        let error = await #expect(throws: PostgresError.self) { try await connection.run("COMMIT") }
        guard case .lost = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await #expect(throws: PostgresError.self) {
            try await Server.connect(cluster.url(database: "postgres"))
        }
        try await cluster.own?.start()
        #expect(
            try await Server.connect(cluster.url(database: "postgres")).value(
                "SELECT 2::int8", as: Int64.self)
                == 2)
    }
}

/// An asynchronous `Result(catching:)`.
extension Result where Failure == any Error {
    init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
