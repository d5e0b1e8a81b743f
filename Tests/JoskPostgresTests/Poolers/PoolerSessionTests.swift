import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Server sessions behind PgBouncer", .behindPgBouncer)
struct PoolerSessionTests {
    /// A query for all session state that a transaction could leave behind, except one setting, which stays and is
    /// empty.
    private static let traces = """
        SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
            SELECT name || ' = ' || setting FROM pg_settings WHERE name <> 'application_name'
            UNION ALL SELECT 'prepared: ' || name FROM pg_prepared_statements
            UNION ALL SELECT 'cursor: ' || name FROM pg_cursors WHERE name <> ''
            UNION ALL SELECT 'lock: ' || locktype || ' ' || mode FROM pg_locks
                WHERE pid = pg_backend_pid() AND locktype NOT IN ('relation', 'virtualxid')
            UNION ALL SELECT 'listens: ' || c FROM pg_listening_channels() AS c
            UNION ALL SELECT 'temporary: ' || relname FROM pg_class WHERE relpersistence = 't'
            UNION ALL SELECT 'role: ' || current_user || ', ' || session_user
        ) AS all_traces (line)
        """

    /// Creates a database behind PgBouncer with one connection to the server, so that all clients get the same session.
    private static func pooled(_ prefix: String) async throws -> PooledDatabase {
        try await PooledDatabase.migrated(prefix, connections: 1)
    }

    private static func run(_ sql: String, through pooled: PooledDatabase) async throws -> String {
        try await pooled.pooler.run(
            sql, database: pooled.database.name, user: TestDatabase.applicationRole)
    }

    @Test("A server session behind PgBouncer is unchanged after commands, reads and audits of a store")
    func leavesNothing() async throws {
        let pooled = try await Self.pooled("pooled_traces")
        let session = "SELECT pg_backend_pid()"
        let (before, pid) = (
            try await Self.run(Self.traces, through: pooled), try await Self.run(session, through: pooled)
        )
        try await withStore(on: pooled.database, pooled.configuration) { store in
            let shop = try await Shop.open(on: store, creditLimit: 100)
            let line = PurchaseLine(shop.products[0], quantity: 1)
            for _ in 0..<2 {
                _ = try? await shop.tenant.purchase(by: shop.customers[0], lines: [line])
                #expect(try await Self.run(Self.traces, through: pooled) == before)
            }
            #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 1)
            #expect(try await shop.tenant.audit().isClean)
            #expect(try await Self.run(Self.traces, through: pooled) == before)
        }
        let business = "SELECT current_setting('josk.business', true)"
        #expect(try await Self.run(business, through: pooled) == "")
        #expect(try await Self.run(Self.traces, through: pooled) == before)
        #expect(try await Self.run(session, through: pooled) == pid)
    }

    @Test("A server session behind PgBouncer shows no row without a tenant or to another tenant")
    func showsNoForeignRows() async throws {
        let pooled = try await Self.pooled("pooled_tenants")
        try await withStore(on: pooled.database, pooled.configuration) { store in
            let (one, other) = (try await Shop.open(on: store), try await Shop.open(on: store))
            for _ in 0..<20 {
                async let first = one.tenant.customer(one.customers[0])
                async let second = other.tenant.customer(one.customers[0])
                #expect(try await first != nil)
                #expect(try await second == nil)
                #expect(try await Self.run("SELECT count(*) FROM josk.customers", through: pooled) == "0")
            }
        }
    }

    @Test("The cancellation of a read behind PgBouncer never cancels another read")
    func cancelsOnlyItsOwn() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_cancel", connections: 2)
        try await withStore(on: pooled.database, pooled.configuration) { store in
            let shop = try await Shop.open(on: store)
            let neighbour = Task {
                var count = 0
                while !Task.isCancelled {
                    // In a separate task, which is not cancelled.
                    _ = try await Task { try await shop.tenant.customer(shop.customers[0]) }.value
                    count += 1
                }
                return count
            }
            for round in 0..<100 {
                let read = Task { try await shop.tenant.customer(shop.customers[0]) }
                try await Task.sleep(for: .microseconds(round * 20))
                read.cancel()
                _ = await read.result
            }
            neighbour.cancel()
            #expect(try await neighbour.value > 0)
        }
    }

    @Test("A read behind PgBouncer that is cancelled while it waits for a lock frees its session")
    func cancels() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_waiting")
        let database = pooled.database
        try await withStore(on: database, pooled.configuration) { store in
            let shop = try await Shop.open(on: store)
            async let holder = database.run(
                "BEGIN; LOCK TABLE josk.customers; SELECT pg_sleep(3600); COMMIT")
            let activity = "FROM pg_stat_activity WHERE datname = current_database() AND "
            let isHeld = "SELECT count(*) \(activity) wait_event = 'PgSleep'"
            #expect(try await eventually { try await database.run(isHeld) == "1" })
            let read = Task { () -> StoreError? in
                do throws(StoreError) {
                    _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
                    return nil
                } catch {
                    return error
                }
            }
            let isWaiting = "SELECT count(*) \(activity) wait_event_type = 'Lock'"
            #expect(try await eventually { try await database.run(isWaiting) == "1" })
            read.cancel()
            #expect(await read.value?.code == .cancelled)
            #expect(try await eventually { try await database.run(isWaiting) == "0" })
            try await database.run(
                "SELECT count(pg_terminate_backend(pid)) \(activity) wait_event = 'PgSleep'")
            _ = try? await holder
            #expect(try await shop.tenant.customer(shop.customers[0]) != nil)
        }
    }
}
