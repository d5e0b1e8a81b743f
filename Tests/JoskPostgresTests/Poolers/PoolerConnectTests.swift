import Foundation
import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Connecting through PgBouncer", .behindPgBouncer)
struct PoolerConnectTests {
    /// Connects once, and returns the error of a store's startup check; nil if a store would work.
    private func refusal(_ configuration: PostgresConfiguration) async -> StoreError? {
        do throws(StoreError) {
            let check = await PostgresStore.check(configuration, logger: .silent)
            if let error = check.error { throw error }
            return nil
        } catch {
            return error
        }
    }

    @Test("A store needs no setting of PgBouncer to connect, and the server sees its application name")
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
        "A startup parameter that PgBouncer does not support fails the connection, and is named",
        arguments: ["options": "options=-csearch_path%3Dpublic", "replication": "replication=database"])
    func namesUnknown(_ name: String, _ parameter: String) async throws {
        let pooled = try await PooledDatabase.migrated("pooled_options")
        let error = await refusal(PostgresConfiguration(url: "\(pooled.url)&\(parameter)").patient)
        #expect(error?.code == .unavailable)
        #expect(error?.outcome == .notCommitted)
        #expect(error?.message.contains("unsupported startup parameter") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains(name) == true)
    }

    @Test("A store works through a PgBouncer that ignores startup options")
    func survivesIgnored() async throws {
        let pooled = try await PooledDatabase.migrated(
            "pooled_ignored", settings: ["ignore_startup_parameters": "options"])
        let configuration = PostgresConfiguration(url: "\(pooled.url)&options=-clock_timeout%3D1").patient
        #expect(await refusal(configuration) == nil)
    }

    /// PgBouncer reports to every client the parameters that the server reported to the first, until RECONNECT.
    @Test("A standby behind PgBouncer is refused by default, after a failover once PgBouncer reconnects")
    func findsStandby() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pooled = try await PooledDatabase.migrated("pooled_standby", on: cluster)
        #expect(await refusal(pooled.configuration) == nil)
        try await withStandby(pooled) {
            #expect(await refusal(pooled.configuration) == nil)
            try await pooled.pooler.command("RECONNECT")
            let error = await refusal(pooled.configuration)
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains("hot standby") == true, "\(error?.message ?? "no refusal")")
        }
        try await pooled.pooler.command("RECONNECT")
        #expect(await refusal(pooled.configuration) == nil)
    }

    /// Behind PgBouncer, a store's own connections outlive the server, so its reads may then be stale.
    @Test("Writes through PgBouncer to a server that has become a standby fail, and change nothing")
    func outlivesFailover() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let pooled = try await PooledDatabase.migrated("pooled_failover", on: cluster)
        var configuration = pooled.configuration
        configuration.maximumConnections = 1
        // PgBouncer reports a primary, so the store looks for one until its timeout.
        configuration.commandTimeout = .seconds(20)
        try await withStore(on: pooled.database, configuration) { store in
            let shop = try await Shop.open(on: store)
            try await withStandby(pooled) {
                // PgBouncer may once provide a session that has ended.
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

    /// Runs a body while the server is a standby, and then promotes the server to a primary again.
    private func withStandby(_ pooled: PooledDatabase, _ body: () async throws -> Void) async throws {
        let server = try #require(pooled.database.cluster.own)
        try await server.stop()
        let signal = "\(server.directory)/data/standby.signal"
        #expect(FileManager.default.createFile(atPath: signal, contents: nil))
        // The start may not be reported before the server is a primary.
        async let hasStarted = server.start()
        // A client that connects too early would be refused with an entry in the log, as if the server had failed.
        #expect(try await eventually { server.log.contains("ready to accept read-only connections") })
        try await body()
        try await pooled.database.run("SELECT pg_promote(wait_seconds => 600)")
        #expect(try await hasStarted)
    }
}
