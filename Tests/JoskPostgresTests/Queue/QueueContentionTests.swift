import JoskLedger
import JoskLibPQ
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("A row that a stranger holds, with a queue", .timeLimit(.minutes(10)))
struct QueueContentionTests {
    @Test("keeps only those waiting who need it: the others of its transaction get what they want")
    func stranger() async throws {
        let database = try await TestDatabase.migrated("queue_contention")
        var configuration = database.configuration
        configuration.lockTimeout = .milliseconds(300)
        try await withStore(on: database, configuration) { store in
            let shop = try await Shop.open(on: store, customers: 20, products: 2)
            let buyers = try shop.customers.enumerated().map { number, customer in
                try Buyer("buyer \(number)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
            }
            let stranger = try await PostgresConnection.connect(
                ConnectionSettings(url: database.url), logger: .silent, by: .now + .seconds(3_600))
            try await lock(shop.customers[7], with: stranger)

            let held = HeldStore(store)
            let told = try await held.together(buyers, in: shop.tenant.queued(on: held))
            let failures = told.compactMap(\.failure)
            #expect(failures.map(\.key) == [buyers[7].key])
            #expect(failures.map(\.code) == [.busy])
            #expect(failures.map(\.contended) == [Footprint(customers: [shop.customers[7]])])
            #expect(told.count(where: \.isBought) == 19)
            #expect(held.batches == [20, 19])

            await stranger.close()
            #expect(await buyers[7].buy(in: shop.tenant).isBought)
            #expect(try await shop.tenant.product(shop.products[0])?.stock == 80)
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    private func lock(_ customer: Customer.ID, with connection: PostgresConnection) async throws {
        try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement("BEGIN"))
            pipeline.append(
                Statement("SELECT FROM josk.customers WHERE id = '\(customer)' FOR NO KEY UPDATE"))
            _ = try session.run(pipeline, by: .now + .seconds(3_600))
        }
    }
}
