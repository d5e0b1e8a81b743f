import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Concurrent sessions without checks")
struct OversellTests {
    /// Two sessions that each take 60 of 100 units: the second waits for the first, and is then refused.
    static let oversell = Attack(
        "Two sessions sell 60 of 100 at the same time without a check",
        any: ["UPDATE josk.products SET stock = stock - 60"],
        .refused("23514", by: "products_stock_check"))

    /// Two sessions that each write the entry after the last one.
    static let fork = Attack(
        "Two sessions write the next entry of a ledger at the same time", any: [ForgedRow.payment()],
        .refused("23505", by: "ledger_entries_pkey"))

    @Test("The second of two conflicting sessions is refused", arguments: [oversell, fork])
    func collides(_ attack: Attack) async throws {
        let database = try await TestDatabase.migrated("oversell")
        let shop = try await withStore(on: database) { try await Shop.open(on: $0) }
        let sql = (attack.variants.first?.first ?? "").replacing(
            "{own customer}", with: "\(shop.customers[0])")
        let url = database.url(as: TestDatabase.applicationRole)
        let begin = ["SET josk.business = '\(shop.tenant.id)'", "BEGIN", sql]
        let first = try await AttackedDatabase.connect(url)
        let second = try await AttackedDatabase.connect(url)
        guard case .done(rows: 1) = await AttackedDatabase.run(begin, on: first) else {
            Issue.record("the first session was refused")
            return
        }
        async let answer = AttackedDatabase.run(begin, on: second)
        let waiting =
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            + "AND wait_event_type = 'Lock'"
        #expect(try await eventually { try await database.run(waiting) == "1" })
        _ = await AttackedDatabase.run(["COMMIT"], on: first)
        let refusal = await answer
        #expect(attack.isAsExpected(refusal), "\(refusal)")
        await first.close()
        await second.close()
    }
}
