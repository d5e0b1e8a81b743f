import JoskLedger
import JoskLibPQ
import JoskPostgres
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker
import Testing

/// Tests of prepared statements behind a PgBouncer that does not follow them.
///
/// PgBouncer before 1.21 forwards the preparation of a statement and its execution, each to any free session.
@Suite("Prepared statements behind an old PgBouncer", .behindPgBouncer)
struct PoolerPreparedTests {
    @Test("A store that prepares statements behind an old PgBouncer buys once or fails cleanly")
    func isNeverWrong() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_prepared")
        var configuration = pooled.configuration
        configuration.preparesStatements = true
        try await withStore(on: pooled.database) { direct in
            let shop = try await Shop.open(on: direct, creditLimit: 1_000_000, products: 2, stock: 1_000)
            let answers = try await withStore(on: pooled.database, configuration) { first in
                try await withStore(on: pooled.database, configuration) { second in
                    try await buy(120, of: shop, on: [first, second])
                }
            }
            let sold = answers.count { $0 == nil }
            printLines(["Prepared behind PgBouncer: \(sold) of \(answers.count) bought, the others failed"])
            for error in answers.compactMap(\.self) {
                #expect(error.outcome == .notCommitted)
                #expect(error.code == .unavailable, "\(error)")
                #expect(error.isRetriable)
                #expect(error.message.contains("prepared statement"), "\(error)")
            }
            #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == Int64(sold))
            #expect(try await shop.tenant.audit().isClean)
        }
    }

    /// Makes purchases, and returns the error of each; nil for a success.
    private func buy(_ count: Int, of shop: Shop, on stores: [PostgresStore]) async throws -> [StoreError?] {
        try await withThrowingTaskGroup(of: StoreError?.self) { group in
            for number in 0..<count {
                let tenant = Ledger(store: stores[number % 2], queue: .patient).tenant(shop.tenant.id)
                group.addTask {
                    do throws(PurchaseError) {
                        _ = try await tenant.purchase(
                            by: shop.customers[0],
                            lines: [PurchaseLine(shop.products[number % 2], quantity: 1)])
                        return nil
                    } catch {
                        if case .store(let failure) = error { return failure }
                        throw error
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// This occurs after an update of one of two applications, if a statement has a new text under its old name.
    @Test("A connection never runs a statement that another one has prepared under the same name")
    func keepsTextsApart() async throws {
        let pooled = try await PooledDatabase.migrated("pooled_texts", connections: 1)
        let (one, other) = (try await connect(pooled), try await connect(pooled))
        for _ in 0..<3 {
            #expect(try await number(of: "SELECT 1::int8", on: one) == 1)
            #expect(try await number(of: "SELECT 2::int8", on: other) == 2)
        }
        // The session in which both were prepared has ended; each connection learns this only from its own failure.
        try await pooled.pooler.command("RECONNECT")
        await #expect(throws: PostgresError.self) { try await number(of: "SELECT 1::int8", on: one) }
        #expect(try await number(of: "SELECT 1::int8", on: one) == 1)
        let error = await #expect(throws: PostgresError.self) {
            try await number(of: "SELECT 2::int8", on: other)
        }
        #expect(error?.sqlState == "26000")
        #expect(try await number(of: "SELECT 2::int8", on: other) == 2)
        await one.close()
        await other.close()
    }

    private func connect(_ pooled: PooledDatabase) async throws -> PostgresConnection {
        try await PostgresConnection.connect(
            ConnectionSettings(url: pooled.url), logger: .silent, by: .now + .seconds(3_600))
    }

    /// Returns the result of a statement that is always prepared under the same name.
    private func number(
        of sql: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> Int64? {
        try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql, preparedAs: "the_same_name"))
            return try session.run(pipeline, by: .now + .seconds(3_600))[0].map {
                (row) throws(PostgresError) in try row.next(Int64.self)
            }.first
        }
    }
}
