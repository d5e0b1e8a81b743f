import Foundation
import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Cancelled reads")
struct CancelledReadTests {
    @Test("A cancelled read keeps its connection in the pool")
    func keepsConnection() async throws {
        let database = try await TestDatabase.migrated("cancelled_read")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        // A busy machine may be slow to cancel.
        configuration.connectionSettings.grace = .seconds(3_600)
        let store = database.store(configuration)
        let shop = try await Shop.open(on: store)
        let session = """
            SELECT pid FROM pg_stat_activity
            WHERE datname = current_database() AND usename = '\(TestDatabase.applicationRole)'
            """
        let pid = try await database.run(session)
        // The read waits for a table that another session has locked.
        async let holder = database.run(
            "BEGIN; LOCK TABLE josk.customers; SELECT pg_sleep(3600) /* holder */; COMMIT")
        let waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
        #expect(
            try await eventually { try await database.run(waiting + "wait_event = 'PgSleep'") == "1" })
        let read = Task { () -> StoreError? in
            do throws(StoreError) {
                _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
                return nil
            } catch {
                return error
            }
        }
        #expect(
            try await eventually { try await database.run(waiting + "wait_event_type = 'Lock'") == "1" })
        read.cancel()
        #expect(await read.value?.code == .cancelled)
        #expect(try await database.run(session) == pid)
        try await database.run(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep' "
                + "AND datname = current_database()")
        _ = try? await holder
        _ = try await store.customer(.id(shop.customers[0]), in: shop.tenant.id)
        #expect(try await database.run(session) == pid)
        await store.shutdown()
    }
}
