import Foundation
import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Connecting through PgBouncer", .behindPgBouncer)
struct PoolerConnectTests {
    /// Why a store would not work there; nil if it would. It connects once.
    private func refusal(_ configuration: PostgresConfiguration) async -> StoreError? {
        do throws(StoreError) {
            try await PostgresStore.check(configuration, logger: .silent)
            return nil
        } catch {
            return error
        }
    }

    @Test("needs no setting of PgBouncer's: nothing that it does not know is sent; the server sees the name")
    func sendsNothingUnknown() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_startup")
        #expect(await refusal(pooled.configuration) == nil)
        try await withStore(on: pooled.database, pooled.configuration) { store in
            _ = try await Shop.open(on: store)
            let names = """
                SELECT DISTINCT application_name FROM pg_stat_activity
                WHERE datname = current_database() AND usename = '\(TestDatabase.applicationRole)'
                """
            #expect(try await pooled.database.run(names) == "josk")
        }
    }

    @Test(
        "with a parameter that PgBouncer does not know fails at once, and says which",
        arguments: ["options": "options=-csearch_path%3Dpublic", "replication": "replication=database"])
    func namesUnknown(_ name: String, _ parameter: String) async throws {
        let pooled = try await PooledDatabase.migrated("pooled_options")
        let error = await refusal(PostgresConfiguration(url: "\(pooled.url)&\(parameter)").patient)
        #expect(error?.code == .unavailable)
        #expect(error?.outcome == .notCommitted)
        #expect(error?.message.contains("unsupported startup parameter") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(name) == true)
    }

    @Test("that forgets options on purpose changes nothing: each transaction sets what it relies on")
    func survivesIgnored() async throws {
        let pooled = try await PooledDatabase.migrated(
            "pooled_ignored", settings: ["ignore_startup_parameters": "options"])
        let configuration = PostgresConfiguration(url: "\(pooled.url)&options=-clock_timeout%3D1").patient
        #expect(await refusal(configuration) == nil)
    }

    /// PgBouncer tells every client what the server told the first one, and learns anew with RECONNECT.
    @Test(
        "to a standby is refused by the default target_session_attrs=primary; after a failover, once it reconnects"
    )
    func findsStandby() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pooled = try await PooledDatabase.migrated("pooled_standby", on: cluster)
        #expect(await refusal(pooled.configuration) == nil)
        try await withStandby(pooled) {
            #expect(await refusal(pooled.configuration) == nil)
            try await pooled.pooler.command("RECONNECT")
            let error = await refusal(pooled.configuration)
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("hot standby") == true, "\(error?.message ?? "admitted")")
        }
        try await pooled.pooler.command("RECONNECT")
        #expect(await refusal(pooled.configuration) == nil)
    }

    /// Behind PgBouncer a store's own connections outlive the server. What it reads then may be old: see Docs/pgbouncer.md.
    @Test(
        "outlives a failover: writes to what has become a standby fail, and leave nothing"
    )
    func outlivesFailover() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pooled = try await PooledDatabase.migrated("pooled_failover", on: cluster)
        var configuration = pooled.configuration
        configuration.maximumConnections = 1
        // PgBouncer says that it leads to a primary, so the store looks for one until its time is over.
        configuration.commandTimeout = .seconds(20)
        try await withStore(on: pooled.database, configuration) { store in
            let shop = try await Shop.open(on: store)
            try await withStandby(pooled) {
                // PgBouncer may give it a session that is gone, once.
                let error = try await #require(throws: PurchaseError.self) {
                    try await shop.tenant.purchase(
                        by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
                }
                guard case .store(let failure) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(failure.outcome == .notCommitted)
                #expect(failure.message.contains("25006"), "\(failure.message)")
            }
            #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 0)
            _ = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        }
    }

    /// Runs something while the server is a standby, and then makes it a primary again.
    private func withStandby(_ pooled: PooledDatabase, _ body: () async throws -> Void) async throws {
        let server = try #require(pooled.database.cluster.own)
        try await server.stop()
        let signal = "\(server.directory)/data/standby.signal"
        #expect(FileManager.default.createFile(atPath: signal, contents: nil))
        // It may not be reported as started before it is a primary.
        async let hasStarted = server.start()
        // Whoever came too early would be turned away in the log, as if the server had failed.
        #expect(try await eventually { server.log.contains("ready to accept read-only connections") })
        try await body()
        try await pooled.database.run("SELECT pg_promote(wait_seconds => 600)")
        #expect(try await hasStarted)
    }
}
