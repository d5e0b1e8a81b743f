import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Keys in opposite orders")
struct CrossingTests {
    @Test(
        "Two applications that use the same keys in opposite orders do not deadlock",
        arguments: Keys.allCases)
    func cross(_ keys: Keys) async throws {
        // A separate cluster, for its log.
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.migrated("crossing", on: cluster)
        try await withStore(on: database) { first in
            try await withStore(on: database) { second in
                let shop = try await Shop.open(on: first)
                for round in 0..<10 {
                    let names = (0..<200).map { "crossing \(round) \($0)" }
                    let tenant = Ledger(store: second, queue: .patient).tenant(shop.tenant.id)
                    async let one: Void = keys.add(names, in: shop.tenant)
                    async let other: Void = keys.add(names.reversed(), in: tenant)
                    _ = try await (one, other)
                }
                #expect(try await database.run(keys.count) == "2000")
                #expect(try await shop.tenant.audit().isClean)
            }
        }
        #expect(cluster.own?.log.contains("deadlock detected") == false)
    }

    /// The kind of keys that the applications have in common.
    enum Keys: CaseIterable, Sendable {
        case skus, customerReferences, idempotencyKeys

        /// Adds a row for each name.
        ///
        /// The second application is refused, or gets the first one's receipt.
        func add(_ names: [String], in tenant: Tenant) async throws {
            switch self {
            case .skus:
                _ = await tenant.addProducts(
                    try names.map { NewProduct(sku: try SKU($0), name: "P", price: .gbp(minorUnits: 1)) })
            case .customerReferences:
                _ = await tenant.addCustomers(
                    try names.map {
                        NewCustomer(
                            name: "C", reference: try CustomerReference($0), creditLimit: .gbp(minorUnits: 1))
                    })
            case .idempotencyKeys:
                _ = await tenant.addCustomers(
                    try names.map {
                        NewCustomer(
                            name: "C", creditLimit: .gbp(minorUnits: 1),
                            idempotencyKey: try IdempotencyKey($0))
                    })
            }
        }

        /// A query for the number of rows in the end.
        var count: String {
            switch self {
            case .skus: "SELECT count(*) FROM josk.products WHERE sku LIKE 'crossing %'"
            case .customerReferences: "SELECT count(*) FROM josk.customers WHERE reference LIKE 'crossing %'"
            case .idempotencyKeys: "SELECT count(*) FROM josk.journal WHERE key LIKE 'crossing %'"
            }
        }
    }
}
