import Foundation
import JoskLedger
import JoskPostgres
import Logging
import PostgresCluster

/// The server on which a history is recorded, with the proxies through which processes reach it.
struct HistoryDatabase: Sendable {
    static let role = "josk_history"

    let cluster: PostgresCluster
    let server: OwnServer
    /// The URL of the database for a superuser, without a proxy.
    let url: String
    let name: String
    let proxy: WireProxy
    /// A pooler and the proxy in front of it, if PgBouncer is installed.
    let pooler: (pooler: Pooler, proxy: WireProxy)?

    static func start() async throws -> HistoryDatabase {
        // Commits must survive a crash of the server. Nothing has to survive a crash of the machine.
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_commit": "on", "shared_buffers": "256MB"]))
        guard let server = cluster.own else { throw RecorderError("the server is not this process's own") }
        try await cluster.run("CREATE ROLE \(role) LOGIN")
        let url = try await cluster.database(named: "history")
        let logger = Logger(label: "josk.history") { _ in SwiftLogNoOpLogHandler() }
        _ = try await PostgresStore.migrate(
            PostgresConfiguration(url: url), applicationRole: role, logger: logger)
        var behind: (Pooler, WireProxy)?
        if Pooler.program != nil {
            let pooler = try await Pooler.start(
                before: cluster, users: [role], connections: 6, settings: ["server_login_retry": "0"])
            behind = (pooler, try WireProxy(toPort: pooler.port))
        }
        let database = HistoryDatabase(
            cluster: cluster, server: server, url: url,
            name: try await cluster.run("SELECT current_database()", database: url),
            proxy: try WireProxy(toPort: server.port),
            pooler: behind)
        // A read ends with COMMIT too. Faults at COMMIT are for transactions that write.
        for proxy in database.proxies { proxy.exempt("REPEATABLE READ READ ONLY") }
        return database
    }

    /// The proxies, which the network's faults use.
    var proxies: [WireProxy] { [proxy] + (pooler.map { [$0.proxy] } ?? []) }

    /// Returns the URL for the application's role at a port of this machine.
    func url(port: Int) -> String {
        "postgresql://\(Self.role)@127.0.0.1:\(port)/\(name)?sslmode=disable&gssencmode=disable"
    }

    /// Runs SQL as the superuser, and returns the output of psql.
    @discardableResult
    func run(_ sql: String) async throws -> String { try await cluster.run(sql, database: url) }

    /// Creates the businesses whose customers and products all processes know.
    func openBusinesses() async throws -> [RecordedBusiness] {
        let logger = Logger(label: "josk.history") { _ in SwiftLogNoOpLogHandler() }
        return try await withPostgresStore(
            PostgresConfiguration(url: url(port: server.port)), logger: logger
        ) { store in
            let ledger = Ledger(store: store, logger: logger)
            var businesses: [RecordedBusiness] = []
            for _ in 0..<2 {
                let business = try await ledger.createBusiness(name: "Shop", currency: .gbp)
                let tenant = ledger.tenant(business.id)
                var (customers, products): ([Customer.ID], [Product.ID]) = ([], [])
                for number in 1...4 {
                    customers.append(
                        try await tenant.addCustomer(
                            name: "Ada", reference: CustomerReference("HOT-\(number)"),
                            creditLimit: .gbp(minorUnits: 20_000_000)
                        ).id)
                    products.append(
                        try await tenant.addProduct(
                            sku: SKU("HOT-\(number)"), name: "Tea",
                            price: .gbp(minorUnits: 900_000 + Int64(number)),
                            stock: 30
                        ).id)
                }
                businesses.append(RecordedBusiness(id: business.id, customers: customers, products: products))
            }
            return businesses
        }
    }
}
