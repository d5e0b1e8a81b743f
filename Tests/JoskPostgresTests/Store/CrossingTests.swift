import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import Testing

@Suite("Two hosts that want the same keys in opposite orders")
struct CrossingTests {
    @Test("get them without a deadlock: products by SKU, customers by reference, commands by key")
    func cross() async throws {
        // A cluster of its own, for its log.
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.migrated("crossing", on: cluster)
        try await withStore(on: database) { first in
            try await withStore(on: database) { second in
                let shop = try await Shop.open(on: first)
                for round in 0..<10 {
                    let names = (0..<200).map { "crossing \(round) \($0)" }
                    async let one: Void = add(names, in: shop.tenant)
                    async let other: Void = add(
                        names.reversed(), in: Ledger(store: second).tenant(shop.tenant.id))
                    _ = try await (one, other)
                }
                let counts = """
                    SELECT (SELECT count(*) FROM josk.products WHERE sku LIKE 'crossing %'),
                        (SELECT count(*) FROM josk.customers WHERE reference LIKE 'crossing %')
                    """
                #expect(try await database.run(counts) == "2000|2000")
                #expect(try await shop.tenant.audit().isClean)
            }
        }
        #expect(cluster.own?.log.contains("deadlock detected") == false)
    }

    /// Adds a product and a customer by each name; who comes second is refused, and that is right.
    private func add(_ names: [String], in tenant: Tenant) async throws {
        let products = try names.map { name in
            NewProduct(sku: try SKU(name), name: "P", price: .gbp(minorUnits: 1))
        }
        let customers = try names.map { name in
            NewCustomer(
                name: "C", reference: try CustomerReference(name), creditLimit: .gbp(minorUnits: 1))
        }
        _ = await tenant.addProducts(products)
        _ = await tenant.addCustomers(customers)
    }
}
