import JoskLedger
import JoskLibPQ
import JoskLock
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Transaction metrics")
struct TransactionMetricTests {
    @Test("Each transaction records each phase once, for accepted, replayed and rejected commands")
    func phases() async throws {
        let database = try await TestDatabase.migrated("phases")
        let measured = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0, stock: 5) }
        let tenant = measured.tenant(of: shop)
        for (number, quantity) in [Int64(1), 1, 100].enumerated() {
            _ = try? await tenant.purchase(
                by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: quantity)],
                idempotencyKey: quantity == 1 ? "once" : nil)
            let count = number + 1
            #expect(measured.phases == ["lease": count, "lock": count, "decide": count, "write": count])
        }
        #expect(measured.retries == [:])
        await measured.store.shutdown()
    }

    @Test("A connection lost at COMMIT records the phases of both attempts and a retry by its cause")
    func lostConnection() async throws {
        let proxied = try await ProxiedDatabase.migrated("measured")
        let measured = MeasuredStore(proxied.configuration)
        let shop = try await withStore(on: proxied.database) { try await Shop.open(on: $0) }
        let tenant = measured.tenant(of: shop)
        try await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        proxied.proxy.cutNext(.init(at: "COMMIT\0", .afterForwarding))
        try await tenant.receiveGoods(of: shop.products[0], quantity: 1)
        #expect(proxied.proxy.cutCount == 1)
        #expect(measured.phases == ["lease": 3, "lock": 3, "decide": 3, "write": 3])
        #expect(measured.retries == ["connection_lost": 1])
        await measured.store.shutdown()
        proxied.proxy.end()
    }

    @Test("Three lock timeouts record two retries by SQLSTATE, and no phase after the locks")
    func lockTimeout() async throws {
        let database = try await TestDatabase.migrated("locked")
        var configuration = database.configuration
        configuration.lockTimeout = .milliseconds(50)
        let measured = MeasuredStore(configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        await #expect(throws: RecordPaymentError.self) {
            try await measured.tenant(of: shop).recordPayment(
                of: .gbp(minorUnits: 1), by: shop.customers[0])
        }
        await holder.release()
        #expect(measured.retries == ["55P03": 2])
        #expect(measured.phases == ["lease": 3, "lock": 3])
        await measured.store.shutdown()
    }

    @Test("A session that is terminated while it waits for a lock records a retry by SQLSTATE")
    func endedSession() async throws {
        let database = try await TestDatabase.migrated("killed")
        let measured = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let holder = try await LockHolder(of: shop, on: database)
        async let payment = measured.tenant(of: shop).recordPayment(
            of: .gbp(minorUnits: 1), by: shop.customers[0])
        try await database.untilApplicationWaits(or: Locked(false))
        try await database.terminateApplicationSessions()
        try await database.untilApplicationWaits(or: Locked(false))
        await holder.release()
        _ = try await payment
        #expect(measured.retries == ["57P01": 1])
        #expect(measured.phases == ["lease": 2, "lock": 2, "decide": 1, "write": 1])
        await measured.store.shutdown()
    }

    @Test("A transaction that gets no connection records only the wait for it")
    func noConnection() async throws {
        let database = try await TestDatabase.migrated("closed")
        var configuration = database.configuration
        configuration.commandTimeout = .milliseconds(200)
        let measured = MeasuredStore(configuration)
        try await database.allowConnections(false)
        let ledger = Ledger(store: measured.store, queue: .patient, logger: .silent)
        _ = try? await ledger.createBusiness(name: "Shop", currency: .gbp)
        #expect(measured.phases == ["lease": 1])
        await measured.store.shutdown()
    }

    @Test("Reads are timed, and audits are not")
    func reads() async throws {
        let database = try await TestDatabase.migrated("reads")
        let measured = MeasuredStore(database.configuration)
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let tenant = measured.tenant(of: shop)
        for number in 1...2 {
            _ = try await tenant.customer(shop.customers[0])
            #expect(measured.reads == number)
        }
        _ = try await tenant.audit()
        #expect(measured.reads == 2)
        #expect(measured.phases == [:])
        await measured.store.shutdown()
    }

    @Test("The cause of a retry is its SQLSTATE if that is listed, and otherwise the kind of failure")
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
        // Other SQLSTATEs of a server add no series.
        #expect(RetryCause(refused("ZZZZZ")) == .other)
        #expect(RetryCause(refused("other")) == .other)
        #expect(RetryCause(.lost("?", ServerError(sqlState: "ZZZZZ", message: "?"))) == .connectionLost)
    }
}
