import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Purchases behind PgBouncer whose connection is lost", .behindPgBouncer)
struct PoolerLossTests {
    private static let times = 50

    /// The side of PgBouncer whose connection is lost.
    enum Side: Sendable, CaseIterable { case client, server }

    @Test(
        "A purchase that is cut at COMMIT on either side of PgBouncer is made once, with its receipt",
        arguments: Side.allCases,
        [WireProxy.Cut.Moment.beforeForwarding, .afterForwarding])
    func isCut(_ side: Side, _ moment: WireProxy.Cut.Moment) async throws {
        let cluster = try await PostgresCluster.local
        let server = try await PostgresCluster.localServer
        let database = try await TestDatabase.migrated("pooled_cut", on: cluster)
        // The proxy is between the pooler and the server, or between the store and the pooler.
        let inner = side == .server ? try WireProxy(toPort: server.port) : nil
        let pooler = try await Pooler.start(
            before: cluster, users: [TestDatabase.applicationRole], connections: 2,
            serverPort: inner?.port)
        let proxy = try inner ?? WireProxy(toPort: pooler.port)
        var configuration = PostgresConfiguration(
            url: pooler.url(
                database: database.name, user: TestDatabase.applicationRole,
                port: side == .client ? proxy.port : nil)
        ).patient
        configuration.preparesStatements = false
        try await withStore(on: database) { direct in
            let shop = try await Shop.open(on: direct, stock: 1_000)
            try await withStore(on: database, configuration) { store in
                let tenant = Ledger(store: store, queue: .patient).tenant(shop.tenant.id)
                for number in 0..<Self.times {
                    proxy.cutNext(.init(at: "COMMIT\0", moment))
                    let receipt = try await tenant.purchase(
                        by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                        idempotencyKey: try IdempotencyKey("cut-\(number)"))
                    #expect(try await shop.tenant.order(receipt.orderID)?.order.number == Int64(number) + 1)
                }
            }
            #expect(proxy.cutCount == Self.times)
            #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == Int64(Self.times))
            #expect(try await shop.tenant.audit().isClean)
        }
        proxy.end()
    }

    @Test("Purchases whose connections PgBouncer ends are each made once")
    func survivesReconnect() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_reconnect")
        try await withStore(on: pooled.database, pooled.configuration) { store in
            let shop = try await Shop.open(on: store, stock: 1_000)
            let count = 60
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<count {
                    // A separate ledger, so that the purchases do not share a connection.
                    let tenant = shop.tenant.elsewhere
                    group.addTask {
                        _ = try await tenant.purchase(
                            by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                            idempotencyKey: try IdempotencyKey("reconnect-\(number)"))
                    }
                }
                // Ends both sides of every connection while the purchases are in flight.
                for _ in 0..<5 {
                    try await pooled.pooler.command("KILL \"\(pooled.database.name)\"")
                    try await pooled.pooler.command("RESUME \"\(pooled.database.name)\"")
                }
                try await group.waitForAll()
            }
            #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == Int64(count))
            #expect(try await shop.tenant.audit().isClean)
        }
    }
}
