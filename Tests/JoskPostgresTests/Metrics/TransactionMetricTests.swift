import JoskLedger
import JoskLibPQ
import JoskLock
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("The meters of transactions")
struct TransactionMetricTests {
    @Test("have each phase once a transaction, whether the command is accepted, replayed or rejected")
    func phases() async throws {
        let database = try await TestDatabase.migrated("phases")
        let metered = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0, stock: 5) }
        let tenant = metered.tenant(of: shop)
        for (number, quantity) in [Int64(1), 1, 100].enumerated() {
            _ = try? await tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: quantity)],
                idempotencyKey: quantity == 1 ? "once" : nil)
            let count = number + 1
            #expect(metered.phases == ["lease": count, "lock": count, "decide": count, "write": count])
        }
        #expect(metered.retries == [:])
        await metered.store.shutdown()
    }

    @Test("have each attempt's phases, and why it was tried again: a connection that is lost at COMMIT")
    func lostConnection() async throws {
        let proxied = try await ProxiedDatabase.migrated("metered")
        let metered = MeasuredStore(proxied.configuration)
        let shop = try await withStore(on: proxied.database) { try await Shop.open(on: $0) }
        let tenant = metered.tenant(of: shop)
        try await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        proxied.proxy.cutNext(.init(at: "COMMIT\0", .afterForwarding))
        try await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        #expect(proxied.proxy.cutCount == 1)
        #expect(metered.phases == ["lease": 3, "lock": 3, "decide": 3, "write": 3])
        #expect(metered.retries == ["connection_lost": 1])
        await metered.store.shutdown()
        proxied.proxy.end()
    }

    @Test("count by their SQLSTATE: three waits for a lock, of which two are tried again and none decides")
    func lockTimeout() async throws {
        let database = try await TestDatabase.migrated("locked")
        var configuration = database.configuration
        configuration.lockTimeout = .milliseconds(50)
        let metered = MeasuredStore(configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        await #expect(throws: RecordPaymentError.self) {
            try await metered.tenant(of: shop).recordPayment(
                of: .gbp(minorUnits: 1), by: shop.customers[0])
        }
        await holder.release()
        #expect(metered.retries == ["55P03": 2])
        #expect(metered.phases == ["lease": 3, "lock": 3])
        await metered.store.shutdown()
    }

    @Test("count by their SQLSTATE: a session that somebody has ended while it waited for a lock")
    func endedSession() async throws {
        let database = try await TestDatabase.migrated("killed")
        let metered = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        async let payment = metered.tenant(of: shop).recordPayment(
            of: .gbp(minorUnits: 1), by: shop.customers[0])
        try await database.untilSomebodyWaits(or: Locked(false))
        try await database.terminateStrangers()
        try await database.untilSomebodyWaits(or: Locked(false))
        await holder.release()
        _ = try await payment
        #expect(metered.retries == ["57P01": 1])
        #expect(metered.phases == ["lease": 2, "lock": 2, "decide": 1, "write": 1])
        await metered.store.shutdown()
    }

    @Test("have a wait for a connection that nobody gets, and no other phase")
    func noConnection() async throws {
        let database = try await TestDatabase.migrated("closed")
        var configuration = database.configuration
        configuration.commandTimeout = .milliseconds(200)
        let metered = MeasuredStore(configuration)
        try await database.allowConnections(false)
        let ledger = Ledger(store: metered.store, queue: .patient, logger: .silent)
        _ = try? await ledger.createBusiness(name: "Shop", currency: .gbp)
        #expect(metered.phases == ["lease": 1])
        await metered.store.shutdown()
    }

    @Test("time reads, and no audit")
    func reads() async throws {
        let database = try await TestDatabase.migrated("reads")
        let metered = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let tenant = metered.tenant(of: shop)
        for number in 1...2 {
            _ = try await tenant.customer(shop.customers[0])
            #expect(metered.reads == number)
        }
        _ = try await tenant.audit()
        #expect(metered.reads == 2)
        #expect(metered.phases == [:])
        await metered.store.shutdown()
    }

    @Test("know a cause by its SQLSTATE if it is one of those, and by what happened if there is none")
    func causes() {
        func refused(_ state: SQLState) -> PostgresError {
            .refused(ServerError(sqlState: state, message: "?"))
        }
        #expect(RetryCause(refused("40P01")) == .deadlock)
        #expect(RetryCause(.lost("?", ServerError(sqlState: "57P01", message: "?"))) == .sessionEnded)
        #expect(RetryCause(.lost("?", nil)) == .connectionLost)
        #expect(RetryCause(.unreachable("?", "57P03")) == .starting)
        #expect(RetryCause(.unreachable("?", nil)) == .noConnection)
        #expect(RetryCause(.timedOut(nil)) == .timedOut)
        // Whatever a server says, there are no more series than these.
        #expect(RetryCause(refused("ZZZZZ")) == .other)
        #expect(RetryCause(refused("other")) == .other)
        #expect(RetryCause(.lost("?", ServerError(sqlState: "ZZZZZ", message: "?"))) == .connectionLost)
    }
}
