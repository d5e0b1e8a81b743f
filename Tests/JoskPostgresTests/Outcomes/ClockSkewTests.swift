import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("The difference of the clocks", .timeLimit(.minutes(10)))
struct ClockSkewTests {
    @Test("Clocks may differ by the bound, in either direction, and by no more")
    func compares() {
        let now = Timestamp.now
        let hour = Duration.seconds(3_600)
        let cases: [(Int64, Bool)] = [
            (0, false), (3_600_000_000, false), (-3_600_000_000, false), (3_600_000_001, true),
            (-3_600_000_001, true),
        ]
        for (difference, isSkewed) in cases {
            let server = Timestamp(microseconds: now.microseconds + difference)
            #expect((ClockSkew(server: server, sent: now, received: now, over: hour) != nil) == isSkewed)
        }
        // A slow load, and a server that read its clock at its end or its beginning.
        let late = Timestamp(microseconds: now.microseconds + 7_200_000_000)
        #expect(ClockSkew(server: now, sent: now, received: late, over: hour) == nil)
        #expect(ClockSkew(server: late, sent: now, received: late, over: hour) == nil)
        let ends = (Timestamp(microseconds: .max), Timestamp(microseconds: .min))
        #expect(ClockSkew(server: ends.0, sent: ends.1, received: ends.1, over: hour) != nil)
        #expect(ClockSkew(server: ends.1, sent: ends.0, received: ends.0, over: hour) != nil)
    }

    @Test(
        "A command is refused while the server's clock is wrong, with both times, and nothing is written",
        .enabled("needs libfaketime, to set the clock of a server") { ClusterOptions.clockLibrary != nil })
    func refusesCommands() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions(hasClock: true))
        let server = try #require(cluster.own)
        let database = try await TestDatabase.migrated("clock", on: cluster)
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store)
            let tenant = shop.tenant
            func buy(_ key: IdempotencyKey) async -> StoreError? {
                do throws(PurchaseError) {
                    try await tenant.purchase(
                        by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                        idempotencyKey: key)
                    return nil
                } catch {
                    guard case .store(let failure) = error else {
                        Issue.record("\(error)")
                        return nil
                    }
                    return failure
                }
            }
            let count = "SELECT count(*) FROM josk.journal"
            let before = try await database.run(count)
            for (time, year) in [("+2h", nil), ("-2h", nil), ("@2126-01-01 00:00:00", "2126-01-01T")] {
                try server.setClock(time)
                let error = await buy("skewed")
                #expect(error?.code == .clockSkew && error?.outcome == .notCommitted)
                #expect(error?.isRetriable == true)
                #expect(error?.message.contains("(maximumClockSkew)") == true)
                #expect(error?.message.contains("and the application's 20") == true)
                #expect(year.map { error?.message.contains("shows \($0)") == true } ?? true)
                let check = await store.check()
                #expect(check.error?.code == .clockSkew && check.role == .passed)
                // Reads decide nothing.
                #expect(try await tenant.customer(shop.customers[0])?.orderCount == 0)
            }
            #expect(try await database.run(count) == before)
            try server.setClock("+0")
            #expect(await store.check().isPassed)
            #expect(await buy("skewed") == nil)

            // Without a bound, the server's time is used as it is.
            var configuration = database.configuration
            configuration.maximumClockSkew = nil
            try server.setClock("+2h")
            try await withStore(on: database, configuration) { store in
                let tenant = Ledger(store: store).tenant(tenant.id)
                let receipt = try await tenant.purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
                let ahead = receipt.placedAt.microseconds - Timestamp.now.microseconds
                #expect(ahead > 3_600_000_000)
            }
        }
    }
}
