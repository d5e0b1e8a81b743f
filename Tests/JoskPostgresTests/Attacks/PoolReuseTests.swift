import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Tenants that share a connection")
struct PoolReuseTests {
    /// A store with one connection, two tenants, and a superuser's session that blocks them.
    private struct Scene {
        let database: TestDatabase
        let store: PostgresStore
        let first: Shop
        let second: Shop
        let superuser: PostgresConnection
    }

    private static func scene(
        _ prefix: String, _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) async throws -> Scene {
        let database = try await TestDatabase.migrated(prefix)
        var configuration = database.configuration
        configuration.maximumConnections = 1
        // A busy machine may be slow to cancel.
        configuration.connectionSettings.grace = .seconds(3_600)
        change(&configuration)
        let store = database.store(configuration)
        return Scene(
            database: database, store: store, first: try await Shop.open(on: store),
            second: try await Shop.open(on: store),
            superuser: try await AttackedDatabase.connect(database.url))
    }

    private static func end(_ scene: Scene) async {
        await scene.superuser.close()
        await scene.store.shutdown()
    }

    /// Returns the server process of the store's connection.
    private func pid(of scene: Scene) async throws -> Int32 {
        try await scene.store.withConnection(by: .now + .seconds(3_600), for: .transaction(of: Business.ID()))
        { connection in
            connection.backendPID
        }
    }

    /// Expects that the second tenant then sees only its own rows, and that a statement without a tenant sees none.
    private func expectSecondAlone(_ scene: Scene) async throws {
        let (first, second) = (scene.first, scene.second)
        #expect(try await second.tenant.customer(first.customers[0]) == nil)
        #expect(try await second.tenant.product(first.products[0]) == nil)
        #expect(try await second.tenant.customer(second.customers[0]) != nil)
        #expect(try await second.tenant.audit().isClean)
        let rows = try await scene.store.withConnection(
            by: .now + .seconds(3_600), for: .transaction(of: Business.ID())
        ) {
            connection in
            Result { () throws(PostgresError) in
                var pipeline = Pipeline()
                for table in SchemaTables.ofTenants {
                    pipeline.append(Statement("SELECT FROM josk.\(table)"))
                }
                pipeline.append(
                    Statement(
                        "SELECT WHERE current_setting('josk.business', true) <> ''"
                    ))
                return try connection.run(pipeline, by: .now + .seconds(3_600)).map(\.count)
            }
        }.get()
        #expect(rows == Array(repeating: 0, count: 11))
    }

    private func run(_ statements: String..., on scene: Scene) async {
        guard case .done = await AttackedDatabase.run(statements, on: scene.superuser) else {
            Issue.record("the superuser was refused: \(statements)")
            return
        }
    }

    /// Returns true if one session in this database waits for a lock.
    private func isWaiting(_ scene: Scene) async throws -> Bool {
        try await scene.database.run(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) == "1"
    }

    @Test("A tenant sees only its own rows after another's command was rejected or refused")
    func afterErrors() async throws {
        let scene = try await Self.scene("after_error") { $0.lockTimeout = .milliseconds(1) }
        let (shop, pid) = (scene.first, try await pid(of: scene))
        await #expect(throws: PurchaseError.self) {
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1_000)])
        }
        try await expectSecondAlone(scene)
        await run("BEGIN", "SELECT FROM josk.customers FOR UPDATE", on: scene)
        let error = await #expect(throws: PurchaseError.self) {
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        }
        await run("ROLLBACK", on: scene)
        guard case .store(let failure) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(failure.code == .busy)
        try await expectSecondAlone(scene)
        #expect(try await self.pid(of: scene) == pid)
        await Self.end(scene)
    }

    @Test("A tenant sees only its own rows after another's read was cancelled")
    func afterCancellation() async throws {
        let scene = try await Self.scene("after_cancel")
        let (shop, pid) = (scene.first, try await pid(of: scene))
        await run("BEGIN", "LOCK TABLE josk.customers", on: scene)
        let read = Task { try await shop.tenant.customer(shop.customers[0]) }
        #expect(try await eventually { try await isWaiting(scene) })
        read.cancel()
        let error = await #expect(throws: StoreError.self) { _ = try await read.value }
        #expect(error?.code == .cancelled)
        await run("ROLLBACK", on: scene)
        try await expectSecondAlone(scene)
        #expect(try await self.pid(of: scene) == pid)
        await Self.end(scene)
    }

    @Test("A tenant sees only its own rows after another's read timed out")
    func afterTimeout() async throws {
        let scene = try await Self.scene("after_timeout")
        let pid = try await pid(of: scene)
        await run("BEGIN", "LOCK TABLE josk.customers", on: scene)
        // The connection exists and is in use; only the response does not arrive in time.
        let shop = scene.first
        let settings = TransactionSettings(
            preparesStatements: false, lockTimeout: .seconds(3_600),
            idleInTransactionTimeout: .seconds(3_600),
            deadline: .now + .seconds(3_600))
        let isTimedOut = try await scene.store.withConnection(
            by: .now + .seconds(3_600), for: .transaction(of: Business.ID())
        ) {
            connection in
            var batch = StatementBatch(isPrepared: false)
            settings.appendBegin(in: shop.tenant.id, to: &batch)
            batch.append(sql: "SELECT FROM josk.customers")
            defer { connection.rollBack() }
            do throws(PostgresError) {
                // Long enough for the server to have begun: it would ignore an earlier cancellation.
                _ = try connection.run(batch.pipeline, by: .now + .seconds(3))
                return false
            } catch {
                if case .timedOut(_?) = error { return true }
                return false
            }
        }
        #expect(isTimedOut)
        await run("ROLLBACK", on: scene)
        try await expectSecondAlone(scene)
        #expect(try await self.pid(of: scene) == pid)
        await Self.end(scene)
    }

    @Test("A tenant sees only its own rows after another's connection was lost")
    func afterLoss() async throws {
        let scene = try await Self.scene("after_loss")
        let (shop, pid) = (scene.first, try await pid(of: scene))
        await run("BEGIN", "SELECT FROM josk.customers FOR UPDATE", on: scene)
        let purchase = Task {
            try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        }
        #expect(try await eventually { try await isWaiting(scene) })
        await run("SELECT pg_terminate_backend(\(pid))", "ROLLBACK", on: scene)
        // The purchase is retried on another connection.
        _ = try await purchase.value
        #expect(try await self.pid(of: scene) != pid)
        try await expectSecondAlone(scene)
        #expect(try await shop.tenant.audit().isClean)
        await Self.end(scene)
    }

    @Test(
        "Temporary tables and settings that were left in a connection do not break isolation"
    )
    func afterMischief() async throws {
        let scene = try await Self.scene("after_mischief")
        let first = scene.first.tenant.id
        let answer = try await scene.store.withConnection(
            by: .now + .seconds(3_600), for: .transaction(of: Business.ID())
        ) {
            connection in
            AttackedDatabase.run(
                SchemaTables.ofTenants.map { "CREATE TEMP TABLE \($0) AS SELECT 'forged' AS id" }
                    + ["SET search_path = pg_temp, josk", "SET josk.business = '\(first)'"], on: connection)
        }
        guard case .done = answer else {
            Issue.record("\(answer)")
            return
        }
        let second = scene.second
        #expect(try await second.tenant.customer(scene.first.customers[0]) == nil)
        _ = try await second.tenant.purchase(
            by: second.customers[0], lines: [PurchaseLine(second.products[0], quantity: 1)])
        #expect(try await second.tenant.audit().isClean)
        await Self.end(scene)
    }
}
