import Foundation
import JoskLibPQ
import JoskLock
import PostgresCluster
import Testing

@Suite("The connection pool on a real server", .timeLimit(.minutes(10)))
struct PoolTests {
    private func makePool(_ maximum: Int, _ url: String? = nil, waiters: Int = 10_000) async throws
        -> ConnectionPool
    {
        let url = if let url { url } else { try await PostgresCluster.shared.url(database: "postgres") }
        // All connections are for the commands of one party, as these tests use them.
        var shares = PoolShares(of: maximum)
        (shares.commands, shares.commandsPerParty) = (maximum, maximum)
        return ConnectionPool(
            .init(
                Server.settings(url), maximum: maximum,
                waitLimits: .init(commands: waiters, reads: waiters, readsPerParty: waiters),
                shares: shares, backoff: .milliseconds(10)...(.milliseconds(100)),
                connectTimeout: .seconds(3_600)),
            logger: Server.logger)
    }

    @Test("A thousand leases of a hundred tasks share at most four connections")
    func sharesConnections() async throws {
        let url = try await PostgresCluster.shared.database(named: "pool")
        let pool = try await makePool(4, url)
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    var sum: Int64 = 0
                    for _ in 0..<10 {
                        sum += try await pool.trying { connection throws(PostgresError) in
                            // An autovacuum worker may also be connected to the database.
                            let sql = """
                                SELECT count(*) FROM pg_stat_activity
                                WHERE datname = current_database() AND backend_type = 'client backend'
                                """
                            let count = try connection.number(sql, preparedAs: "count")
                            #expect(count <= 4)
                            return try connection.number("SELECT 1::int8")
                        }
                    }
                    return sum
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1_000)
        #expect(pool.usage.connections <= 4 && pool.usage.idle == pool.usage.connections)
        await pool.shutdown()
        #expect(pool.usage.connections == 0)
    }

    @Test("The pool serves its waiters in the order of their requests")
    func servesInOrder() async throws {
        let pool = try await makePool(1)
        let order = Order()
        try await pool.holding {
            for number in 0..<20 {
                Task {
                    try await pool.withConnection(by: .soon) { _ in order.append(number) }
                }
                _ = try await eventually { pool.usage.waiters == number + 1 }
            }
        }
        #expect(try await eventually { order.numbers.count == 20 })
        #expect(order.numbers == Array(0..<20))
        await pool.shutdown()
    }

    @Test("A waiter leaves the queue at its deadline or when cancelled, and the pool stays usable")
    func leavesTheQueue() async throws {
        let pool = try await makePool(1, waiters: 2)
        try await pool.holding { () async throws in
            await #expect(throws: PoolError.deadline(nil)) {
                _ = try await pool.withConnection(by: .now + .milliseconds(20)) { _ in }
            }
            await #expect(throws: PoolError.deadline(nil)) {
                _ = try await pool.withConnection(by: .now) { _ in }
            }
            let waiters = (0..<2).map { _ in Task { try await pool.withConnection(by: .soon) { _ in } } }
            #expect(try await eventually { pool.usage.waiters == 2 })
            await #expect(throws: PoolError.tooManyWaiting(.commands(2))) {
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
        }
        #expect(pool.usage.waiters == 0)
        #expect(try await pool.withConnection(by: .soon) { _ in 1 } == 1)
        await pool.shutdown()
    }

    @Test("Cancellations and deadlines at any moment lose no connection and leave no waiter")
    func survivesCancellations() async throws {
        let pool = try await makePool(3)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    let task = Task {
                        try await pool.trying(
                            by: .now + .milliseconds(number % 7 * 10), isCancellable: true
                        ) { connection throws(PostgresError) in
                            _ = try connection.run("SELECT pg_sleep(0.001)")
                        }
                    }
                    for _ in 0..<(number % 40) { await Task.yield() }
                    if number.isMultiple(of: 2) { task.cancel() }
                    _ = await task.result
                }
            }
        }
        // A connection may still be opening although no task waits for it any more.
        #expect(
            try await eventually { pool.usage.waiters == 0 && pool.usage.idle == pool.usage.connections })
        for _ in 0..<10 {
            #expect(
                try await pool.trying { connection throws(PostgresError) in
                    try connection.number("SELECT 1::int8")
                } == 1)
        }
        await pool.shutdown()
    }

    @Test("Connections that were terminated while idle are replaced before they are lent")
    func replacesDead() async throws {
        let url = try await PostgresCluster.shared.database(named: "dead")
        let pool = try await makePool(5, url)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    try await pool.holding {
                        _ = try await eventually { pool.usage.connections == 5 }
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
            let value = try await pool.trying { connection throws(PostgresError) in
                try connection.number("SELECT 1::int8")
            }
            #expect(value == 1)
        }
        await pool.shutdown()
    }

    @Test("A connection that is returned in a transaction is not lent again")
    func closesWhatIsNotIdle() async throws {
        let pool = try await makePool(1)
        let pids = [
            try await pool.trying { connection throws(PostgresError) in
                try connection.run("BEGIN")
                return connection.backendPID
            }, try await pool.withConnection(by: .soon) { $0.backendPID },
            try await pool.withConnection(by: .soon) { $0.backendPID },
        ]
        #expect(pids[0] != pids[1] && pids[1] == pids[2])
        await pool.shutdown()
    }

    @Test("A full server is tried again, and waiters get the reason at their deadline")
    func backsOffWhenFull() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["max_connections": "5", "superuser_reserved_connections": "0"]))
        let url = cluster.url(database: "postgres")
        var holders: [PostgresConnection] = []
        // The server needs a moment to close psql's connection.
        #expect(
            try await eventually {
                if let holder = try? await Server.connect(url) { holders.append(holder) }
                return holders.count == 5
            })
        let pool = try await makePool(2, url)
        // If the deadline passes before the first attempt has failed, the error has no cause yet.
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
        async let value = pool.trying { connection throws(PostgresError) in
            try connection.number("SELECT 1::int8")
        }
        await holders[0].close()
        #expect(try await value == 1)
        await pool.shutdown()
    }

    @Test("A missing database is reported at once, long before the deadline")
    func reportsPermanentRefusal() async throws {
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

    @Test("The pool uses a server again after its restart")
    func survivesRestart() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pool = try await makePool(2, cluster.url(database: "postgres"))
        for _ in 0..<2 {
            let value = try await pool.trying { connection throws(PostgresError) in
                try connection.number("SELECT 1::int8")
            }
            #expect(value == 1)
            try await cluster.own?.stop()
            async let waiting = pool.trying { connection throws(PostgresError) in
                try connection.number("SELECT 2::int8")
            }
            try await cluster.own?.start()
            #expect(try await waiting == 2)
        }
        await pool.shutdown()
    }

    @Test("A shutdown of the pool waits for leases in flight and refuses new ones")
    func shutsDown() async throws {
        let pool = try await makePool(2)
        let order = Order()
        let mayEnd = DispatchSemaphore(value: 0)
        let lease = Task {
            try await pool.withConnection(by: .soon) { _ in
                order.append(1)
                mayEnd.wait()
                order.append(2)
            }
        }
        #expect(try await eventually { order.numbers == [1] })
        async let first: Void = pool.shutdown()
        async let second: Void = pool.shutdown()
        // The shutdown has begun as soon as the pool refuses a lease.
        #expect(
            try await eventually {
                do throws(PoolError) {
                    try await pool.withConnection(by: .soon) { _ in }
                    return false
                } catch {
                    return error == .shutDown
                }
            })
        #expect(order.numbers == [1] && pool.usage.leased == 1)
        mayEnd.signal()
        await first
        #expect(order.numbers == [1, 2])
        #expect(pool.usage.connections == 0)
        try await lease.value
        await second
        await pool.shutdown()
    }
}

private final class Order: Sendable {
    private let state = Locked([Int]())
    var numbers: [Int] { state.withLock { $0 } }
    func append(_ number: Int) { state.withLock { $0.append(number) } }
}
