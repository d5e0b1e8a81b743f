import JoskLedger
import JoskLock
import JoskTesting
import Testing

@testable import JoskPostgres

@Suite("The end of a PostgresStore while commands wait in a queue", .timeLimit(.minutes(10)))
struct QueueShutdownTests {
    @Test("sees through those that a transaction has taken and refuses all others: nobody waits for ever")
    func ends() async throws {
        let database = try await TestDatabase.migrated("queue_end")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        let store = database.store(configuration)
        let shop = try await Shop.open(on: store, customers: 50)
        let other = try await Shop.open(on: store)
        let buyers = try shop.customers.enumerated().map { number, customer in
            try Buyer("caller \(number)", customer, [PurchaseLine(shop.products[0], quantity: 1)])
        }
        let held = HeldStore(store)
        let (tenant, otherTenant) = (shop.tenant.queued(on: held), other.tenant.queued(on: held))
        let holder = try await LockHolder(of: shop, on: database)

        // In a transaction, which waits for a row.
        async let taken = held.together(Array(buyers[..<20]), in: tenant)
        try await database.untilSomebodyWaits(or: Locked(false))
        // Behind it in the queue; and of another business, whose transaction waits for the one connection.
        let behind = buyers[20...].map { buyer in Task { await buyer.buy(in: tenant) } }
        let stranger = try Buyer(
            "stranger", other.customers[0], [PurchaseLine(other.products[0], quantity: 1)])
        async let strangerTold = stranger.buy(in: otherTenant)
        try await tenant.untilWaiting(30)
        try await otherTenant.untilWaiting(1)

        async let end: Void = store.shutdown()
        #expect(try await eventually { store.lifecycle.isEnding })
        let late = await stranger.buy(in: other.tenant.queued(on: store))
        await holder.release()

        let seenThrough = try await taken
        #expect(seenThrough.count(where: \.isBought) == 20)
        var refused = [await strangerTold, late]
        for task in behind { refused.append(await task.value) }
        for one in refused {
            #expect(one.failure?.code == .unavailable, "\(one.answer)")
            #expect(one.failure?.outcome == .notCommitted, "\(one.answer)")
        }
        await end
        #expect(tenant.waitingCount == 0 && otherTenant.waitingCount == 0)
        #expect(try await database.orders() == Set(buyers[..<20].map { "\($0.order)" }))
        let report = try await withStore(on: database) { try await shop.tenant.queued(on: $0).audit() }
        #expect(report.isClean, "\(report.violations)")
    }
}
