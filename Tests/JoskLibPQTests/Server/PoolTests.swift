import Foundation
import JoskLibPQ
import PostgresCluster
import Testing

@Suite("A pool with a real server", .timeLimit(.minutes(10)))
struct PoolTests {
    private func makePool(_ maximum: Int, _ url: String? = nil, waiters: Int = 10_000) async throws
        -> ConnectionPool
    {
        let url = if let url { url } else { try await PostgresCluster.shared.url(database: "postgres") }
        return ConnectionPool(
            .init(
                Server.settings(url), maximum: maximum, maximumWaiters: waiters,
                backoff: .milliseconds(10)...(.milliseconds(100)), connectTimeout: .seconds(3_600)),
            logger: Server.logger)
    }

    @Test("A thousand leases of a hundred tasks share four connections, and never more")
    func sharesConnections() async throws {
        let url = try await PostgresCluster.shared.database(named: "pool")
        let pool = try await makePool(4, url)
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    var sum: Int64 = 0
                    for _ in 0..<10 {
                        sum += try await pool.withConnection(by: .soon) { connection in
                            // A worker of autovacuum is in the database too, now and then.
                            let sql = """
                                SELECT count(*) FROM pg_stat_activity
                                WHERE datname = current_database() AND backend_type = 'client backend'
                                """
                            let count = try await connection.value(sql, preparedAs: "count", as: Int64.self)
                            #expect(count <= 4)
                            return try await connection.value("SELECT 1::int8", as: Int64.self)
                        }.get()
                    }
                    return sum
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1_000)
        #expect(pool.use.connections <= 4 && pool.use.idle == pool.use.connections)
        await pool.shutdown()
        #expect(pool.use.connections == 0)
    }

    @Test("Who asked first is served first")
    func servesInOrder() async throws {
        let pool = try await makePool(1)
        let order = Order()
        _ = try await pool.withConnection(by: .soon) { _ in
            for number in 0..<20 {
                Task {
                    _ = try await pool.withConnection(by: .soon) { _ in await order.append(number) }
                }
                _ = try await eventually { pool.use.waiters == number + 1 }
            }
        }
        #expect(try await eventually { await order.numbers.count == 20 })
        #expect(await order.numbers == Array(0..<20))
        await pool.shutdown()
    }

    @Test("A waiter leaves at its deadline or when it is cancelled, and the pool stays sound")
    func leavesTheLine() async throws {
        let pool = try await makePool(1, waiters: 2)
        try await pool.withConnection(by: .soon) { (_: PostgresConnection) async throws in
            await #expect(throws: PoolError.deadline(nil)) {
                _ = try await pool.withConnection(by: .now + .milliseconds(20)) { _ in }
            }
            await #expect(throws: PoolError.deadline(nil)) {
                _ = try await pool.withConnection(by: .now) { _ in }
            }
            let waiters = (0..<2).map { _ in Task { _ = try await pool.withConnection(by: .soon) { _ in } } }
            #expect(try await eventually { pool.use.waiters == 2 })
            await #expect(throws: PoolError.tooManyWaiting) {
                _ = try await pool.withConnection(by: .soon) { _ in }
            }
            for waiter in waiters {
                waiter.cancel()
                await #expect(throws: PoolError.cancelled) { try await waiter.value }
            }
            let cancelled = Task {
                while !Task.isCancelled { await Task.yield() }
                _ = try await pool.withConnection(by: .soon) { _ in }
            }
            cancelled.cancel()
            await #expect(throws: PoolError.cancelled) { try await cancelled.value }
        }.get()
        #expect(pool.use.waiters == 0)
        #expect(try await pool.withConnection(by: .soon) { _ in 1 }.get() == 1)
        await pool.shutdown()
    }

    @Test("Cancellations and deadlines at any moment lose no connection and answer everyone")
    func survivesCancellations() async throws {
        let pool = try await makePool(3)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task {
                        _ = try await pool.withConnection(by: .now + .milliseconds(number % 7 * 10)) {
                            connection in
                            try await connection.runCancellably("SELECT pg_sleep(0.001)")
                        }
                    }
                    for _ in 0..<(number % 40) { await Task.yield() }
                    if number.isMultiple(of: 2) { task.cancel() }
                    _ = await task.result
                }
            }
        }
        // A connection that nobody waits for any more may still be on its way.
        #expect(
            try await eventually { pool.use.waiters == 0 && pool.use.idle == pool.use.connections })
        for _ in 0..<10 {
            #expect(
                try await pool.withConnection(by: .soon) {
                    try await $0.value("SELECT 1::int8", as: Int64.self)
                }
                .get() == 1)
        }
        await pool.shutdown()
    }

    @Test("Connections that died while idle are replaced before anybody gets them")
    func replacesDead() async throws {
        let url = try await PostgresCluster.shared.database(named: "dead")
        let pool = try await makePool(5, url)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    _ = try await pool.withConnection(by: .soon) { _ in
                        _ = try await eventually { pool.use.connections == 5 }
                    }
                }
            }
            try await group.waitForAll()
        }
        try await PostgresCluster.shared.run(
            """
            SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """, database: url)
        for _ in 0..<10 {
            let value = try await pool.withConnection(by: .soon) {
                try await $0.value("SELECT 1::int8", as: Int64.self)
            }
            #expect(try value.get() == 1)
        }
        await pool.shutdown()
    }

    @Test("A connection that comes back in a transaction is not given to anybody else")
    func closesWhatIsNotIdle() async throws {
        let pool = try await makePool(1)
        let pids = [
            try await pool.withConnection(by: .soon) { connection in
                try await connection.run("BEGIN")
                return await connection.backendPID
            }.get(), try await pool.withConnection(by: .soon) { await $0.backendPID }.get(),
            try await pool.withConnection(by: .soon) { await $0.backendPID }.get(),
        ]
        #expect(pids[0] != pids[1] && pids[1] == pids[2])
        await pool.shutdown()
    }

    @Test("A server without a free place is tried again, and waiters learn of it at their deadline")
    func backsOffWhenFull() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["max_connections": "5", "superuser_reserved_connections": "0"]))
        let url = cluster.url(database: "postgres")
        var holders: [PostgresConnection] = []
        // The server needs a moment to be rid of psql's connection.
        #expect(
            try await eventually {
                if let holder = try? await Server.connect(url) { holders.append(holder) }
                return holders.count == 5
            })
        let pool = try await makePool(2, url)
        // A deadline before the first attempt has failed knows no cause yet.
        var code: SQLState?
        #expect(
            try await eventually {
                let error = await #expect(throws: PoolError.self) {
                    _ = try await pool.withConnection(by: .now + .milliseconds(100)) { _ in }
                }
                if case .deadline(.unreachable(_, let found)?) = error { code = found }
                return code != nil
            })
        #expect(code == "53300")
        async let value = pool.withConnection(by: .soon) {
            try await $0.value("SELECT 1::int8", as: Int64.self)
        }
        await holders[0].close()
        #expect(try await value.get() == 1)
        await pool.shutdown()
    }

    @Test("A missing database is told at once, long before the deadline")
    func tellsPermanentRefusal() async throws {
        let pool = try await makePool(2, PostgresCluster.shared.url(database: "no_such_database"))
        let error = await #expect(throws: PoolError.self) {
            _ = try await pool.withConnection(by: .now + .seconds(3_600)) { _ in }
        }
        guard case .unreachable(.unreachable(_, "3D000"?)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await pool.shutdown()
    }

    @Test("A server that comes back is used again")
    func survivesRestart() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pool = try await makePool(2, cluster.url(database: "postgres"))
        for _ in 0..<2 {
            let value = try await pool.withConnection(by: .soon) {
                try await $0.value("SELECT 1::int8", as: Int64.self)
            }
            #expect(try value.get() == 1)
            try await cluster.own?.stop()
            async let waiting = pool.withConnection(by: .soon) {
                try await $0.value("SELECT 2::int8", as: Int64.self)
            }
            try await cluster.own?.start()
            #expect(try await waiting.get() == 2)
        }
        await pool.shutdown()
    }

    @Test("A shutdown waits for what is in flight, and refuses what comes")
    func shutsDown() async throws {
        let pool = try await makePool(2)
        let order = Order()
        let lease = Task {
            _ = try await pool.withConnection(by: .soon) { connection in
                await order.append(1)
                let value = try await connection.value("SELECT 2::int8 FROM pg_sleep(0.2)", as: Int64.self)
                await order.append(Int(value))
            }.get()
        }
        #expect(try await eventually { await order.numbers == [1] })
        async let second: Void = pool.shutdown()
        await pool.shutdown()
        #expect(await order.numbers == [1, 2])
        #expect(pool.use.connections == 0)
        await #expect(throws: PoolError.shutDown) { _ = try await pool.withConnection(by: .soon) { _ in } }
        try await lease.value
        await second
        await pool.shutdown()
    }
}

private actor Order {
    var numbers: [Int] = []
    func append(_ number: Int) { numbers.append(number) }
}
