import JoskLedger
import JoskLock
import JoskTesting
import Testing

@testable import JoskPostgres

@Suite("Shutdown of PostgresStore with queued commands", .timeLimit(.minutes(10)))
struct QueueShutdownTests {
    @Test("A shutdown finishes the commands of a running transaction and refuses all others")
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

        // These are in a transaction, which waits for a row.
        async let taken = held.together(Array(buyers[..<20]), in: tenant)
        try await database.untilApplicationWaits(or: Locked(false))
        // These wait behind it in the queue, and one of another business, whose transaction waits for the only
        // connection.
        let behind = buyers[20...].map { buyer in Task { await buyer.buy(in: tenant) } }
        let otherCaller = try Buyer(
            "other caller", other.customers[0], [PurchaseLine(other.products[0], quantity: 1)])
        async let otherResult = otherCaller.buy(in: otherTenant)
        try await tenant.untilWaiting(30)
        try await otherTenant.untilWaiting(1)

        async let end: Void = store.shutdown()
        #expect(try await eventually { store.lifecycle.isEnding })
        let late = await otherCaller.buy(in: other.tenant.queued(on: store))
        await holder.release()

        let seenThrough = try await taken
        #expect(seenThrough.count(where: \.isBought) == 20)
        var refused = [await otherResult, late]
        for task in behind { refused.append(await task.value) }
        for one in refused {
            #expect(one.failure?.code == .unavailable, "\(one.outcome)")
            #expect(one.failure?.outcome == .notCommitted, "\(one.outcome)")
        }
        await end
        #expect(tenant.waitingCount == 0 && otherTenant.waitingCount == 0)
        #expect(try await database.orders() == Set(buyers[..<20].map { "\($0.order)" }))
        let report = try await withStore(on: database) { try await shop.tenant.queued(on: $0).audit() }
        #expect(report.isClean, "\(report.violations)")
    }
}
