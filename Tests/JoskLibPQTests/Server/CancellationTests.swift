import PostgresCluster
import Testing

@testable import JoskLibPQ

@Suite("Cancellation on a real server", .timeLimit(.minutes(10)))
struct CancellationTests {
    private func waitUntilRunning(_ pid: Int32) async throws {
        let sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = \(pid) AND wait_event = 'PgSleep'"
        #expect(try await eventually { try await PostgresCluster.shared.run(sql) == "1" })
    }

    @Test("A cancelled task cancels its read, and the connection stays usable")
    func cancelsReads() async throws {
        let connection = try await Server.connect()
        let pid = await connection.backendPID
        for isRunning in [true, false] {
            let task = Task { try await connection.runCancellably("SELECT pg_sleep(600)") }
            if isRunning { try await waitUntilRunning(pid) }
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            guard case .refused(let why) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(why.sqlState == "57014")
            #expect(await connection.isUsable())
            #expect(try await connection.value("SELECT 1::int8", as: Int64.self) == 1)
        }
    }

    @Test("A transaction with a cancelled statement is rolled back, and the pool keeps the connection")
    func rollsBackCancelledTransactions() async throws {
        let url = try await PostgresCluster.shared.url(database: "postgres")
        let pool = ConnectionPool(
            .init(Server.settings(url), maximum: 1, connectTimeout: .seconds(3_600)), logger: Server.logger)
        let pid = try await pool.withConnection(by: .soon) { $0.backendPID }
        for isRunning in [true, false] {
            let task = Task {
                try await pool.trying(isCancellable: true) { connection throws(PostgresError) in
                    try connection.sleepInTransaction()
                }
            }
            if isRunning { try await waitUntilRunning(pid) }
            task.cancel()
            await #expect(throws: (any Error).self) { try await task.value }
            #expect(try await pool.withConnection(by: .soon) { $0.backendPID } == pid)
        }
        await pool.shutdown()
    }

    @Test("A task that is cancelled before its statement begins sends nothing")
    func sendsNothingWhenCancelled() async throws {
        let connection = try await Server.connect()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await connection.runCancellably("CREATE TABLE never_cancelled (n int8)")
        }
        task.cancel()
        await #expect(throws: PostgresError.self) { try await task.value }
        #expect(try await connection.value("SELECT to_regclass('never_cancelled') IS NULL", as: Bool.self))
    }

    @Test("A statement that is not cancellable ignores the cancellation of its task")
    func finishesTransactions() async throws {
        let connection = try await Server.connect()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await connection.value("SELECT 5::int8 FROM pg_sleep(0.05)", as: Int64.self)
        }
        task.cancel()
        #expect(try await task.value == 5)
    }

    @Test("A cancellation that races with the end of its statement never hits the next statement")
    func neverHitsTheNext() async throws {
        let connection = try await Server.connect()
        var (cancelled, finished) = (0, 0)
        for round in 0..<150 {
            // Some statements end by themselves just as they are cancelled.
            let task = Task { try await connection.runCancellably("SELECT pg_sleep(0.002)") }
            for _ in 0..<(round % 30) { await Task.yield() }
            task.cancel()
            // Already queued behind the cancelled statement on the connection's thread.
            let next = try await connection.value(
                "SELECT \(round)::int8 FROM pg_sleep(0.001)", as: Int64.self)
            #expect(next == Int64(round))
            if case .success = await task.result { finished += 1 } else { cancelled += 1 }
        }
        #expect(cancelled + finished == 150)
        #expect(await connection.isUsable())
    }

    @Test("A slow cancel request never hits the next statement")
    func waitsForSlowRequests() async throws {
        let server = try await PostgresCluster.localServer
        let proxy = try WireProxy(toPort: server.port)
        let connection = try await Server.connect("postgresql://postgres@127.0.0.1:\(proxy.port)/postgres")
        proxy.setGreetingDelay(.milliseconds(150))
        for round in 0..<3 {
            let task = Task { try await connection.runCancellably("SELECT pg_sleep(0.06)") }
            try await Task.sleep(for: .milliseconds(20))
            task.cancel()
            // The statement has ended by itself when the request arrives.
            let next = try await connection.value("SELECT \(round)::int8 FROM pg_sleep(0.2)", as: Int64.self)
            #expect(next == Int64(round))
            _ = await task.result
        }
        proxy.end()
    }
}

extension PQConnection {
    /// Sleeps in a transaction, and rolls it back when that fails.
    fileprivate func sleepInTransaction() throws(PostgresError) {
        var (sleep, end) = (Pipeline(), Pipeline())
        for sql in ["BEGIN", "SELECT pg_sleep(600)"] { sleep.append(Statement(sql)) }
        end.append(Statement("ROLLBACK"))
        do throws(PostgresError) {
            _ = try run(sleep, by: .soon)
        } catch {
            if !isIdle { _ = try run(end, by: .soon, isCancellable: false) }
            throw error
        }
    }
}
