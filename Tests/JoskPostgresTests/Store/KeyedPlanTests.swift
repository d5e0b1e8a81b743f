import Foundation
import JoskLedger
import JoskLibPQ
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

/// Tests of the plans that a connection keeps.
///
/// A plan is made once for a connection, and kept. A plan that is made while a table has few rows must also be suitable
/// for many. A plan that reads and filters all orders of a business is fine for the first ten, and ruins a shop that
/// has a million.
@Suite("Plans of statements")
struct KeyedPlanTests {
    @Test("Every statement finds every row by key, with plans made on empty tables")
    func plans() async throws {
        let database = try await TestDatabase.migrated("keyed_plans")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        try await withStore(on: database, configuration) { store in
            let shop = try await Shop.open(on: store, customers: 2, products: 2)
            try await PlannedStatements(shop: shop, store: store).runAll()
            let plans = try await plans(in: shop, of: store)
            #expect(plans.count > 50, "\(plans.keys.sorted())")
            for (statement, plan) in plans {
                #expect(Self.flaws(in: plan).isEmpty, "\(statement):\n\(plan)")
            }
        }
    }

    @Test(
        "The check of plans detects a join that reads all rows of a business",
        arguments: [
            "SELECT id FROM unnest($2::uuid[]) AS w (wanted) JOIN josk.products ON business_id = $1 AND id = wanted",
            "UPDATE josk.products AS p SET name = 'Tea' FROM unnest($2::uuid[]) AS u (id) "
                + "WHERE p.business_id = $1 AND p.id = u.id",
        ])
    func detectsJoin(sql: String) async throws {
        let database = try await TestDatabase.migrated("joined_plans")
        try await withStore(on: database) { store in
            let shop = try await Shop.open(on: store, customers: 1, products: 1)
            let plan = try await self.plan(of: sql, in: shop, on: store)
            #expect(!Self.flaws(in: plan).isEmpty, "\(plan)")
        }
    }

    @Test("The check of plans detects a plan that reads and filters rows")
    func detectsFilter() {
        let filtering = """
            Index Scan using orders_head on orders
              Index Cond: (business_id = $1)
              Filter: (id = ANY ($3))
            """
        #expect(Self.flaws(in: filtering) == ["Filter: (id = ANY ($3))"])
        #expect(Self.flaws(in: "->  Seq Scan on orders") == ["->  Seq Scan on orders"])
    }

    /// A line of a plan that may discard rows, and the line before it, which bounds their number.
    private struct Exemption {
        let line: Regex<Substring>
        let previous: Regex<Substring>
    }

    /// The lines that are permitted, with their bounds.
    private static var exemptions: [Exemption] {
        [
            // One row: that of the cluster.
            Exemption(line: /->  Seq Scan on cluster c/, previous: /.*/),
            // One row: that which was found by its place.
            Exemption(
                line: /Filter: \(business_id = \$1\)/,
                previous: /TID Cond: \((?:ctid = k\.place|k\.place = ctid)\)/),
            Exemption(line: /Join Filter: \(t\.sku <> u\.sku\)/, previous: /->  Nested Loop/),
            Exemption(
                line: /Join Filter: \(t\.reference IS DISTINCT FROM u\.reference\)/,
                previous: /->  Nested Loop/),
            // One row: the entry that was found by its number, and is a payment or not.
            Exemption(line: /Filter: \(e\.kind = 'payment'::text\)/, previous: /->  Subquery Scan on e/),
            // One row: the element after which a page begins.
            Exemption(line: /Filter: \(\w+ IS DISTINCT FROM \$\d\)/, previous: /Index Cond: .*/),
            Exemption(
                line: /Filter: \(\(\w+ IS DISTINCT FROM \$\d\) OR \(\w+ IS DISTINCT FROM \$\d\)\)/,
                previous: /Index Cond: .*/),
            // The steps of a binary search, of which one is the last.
            Exemption(line: /Filter: \(low [<=] high\)/, previous: /->  (?:WorkTable|CTE) Scan on range.*/),
            // The orders after the last line of a page, at most as many as the page may have.
            Exemption(
                line: /Filter: \(o\.number [<>]= COALESCE\((?:\$\d|\(InitPlan \d\)\.col\d), o\.number\)\)/,
                previous: /->  Subquery Scan on o/),
        ]
    }

    /// Returns the lines of a plan that read rows and discard them.
    private static func flaws(in plan: String) -> [String] {
        let lines = plan.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        return lines.indices.filter { index in
            let line = lines[index]
            let isSuspect =
                line.hasPrefix("Filter:") || line.hasPrefix("Join Filter:")
                || ["Seq Scan", "Bitmap", "Hash Join", "Merge Join"].contains(where: line.contains)
            let previous = index > 0 ? lines[index - 1] : ""
            return isSuspect
                && !exemptions.contains {
                    line.wholeMatch(of: $0.line) != nil && previous.wholeMatch(of: $0.previous) != nil
                }
        }.map { lines[$0] }
    }

    /// Returns the plan of a statement with two parameters, made with the settings of a transaction.
    private func plan(of sql: String, in shop: Shop, on store: PostgresStore) async throws -> String {
        let settings = store.transactionSettings(by: .now + .seconds(3_600))
        let plan = try await store.withConnection(
            by: .now + .seconds(3_600), for: .transaction(of: shop.tenant.id)
        ) { session in
            Result { () throws(PostgresError) in
                defer { session.rollBack() }
                var batch = StatementBatch(isPrepared: true)
                settings.appendBegin(in: shop.tenant.id, to: &batch)
                batch.append(sql: "PREPARE joined AS \(sql)")
                batch.append(sql: "EXPLAIN (COSTS OFF) EXECUTE joined (NULL, NULL)")
                let results = try session.run(batch.pipeline, by: settings.deadline)
                return try results[results.count - 1].map(Self.line).joined(separator: "\n")
            }
        }
        return try plan.get()
    }

    /// Returns the plans, as kept, of the statements that the store's connection has prepared.
    private func plans(in shop: Shop, of store: PostgresStore) async throws -> [String: String] {
        let settings = store.transactionSettings(by: .now + .seconds(3_600))
        let plans = try await store.withConnection(
            by: .now + .seconds(3_600), for: .transaction(of: Business.ID())
        ) { session in
            Result { () throws(PostgresError) in
                defer { session.rollBack() }
                var begin = StatementBatch(isPrepared: true)
                settings.appendBegin(in: shop.tenant.id, to: &begin)
                begin.append(
                    sql: """
                        SELECT name, cardinality(parameter_types)::text FROM pg_prepared_statements
                        WHERE statement ~ 'josk\\.'
                        """)
                let answers = try session.run(begin.pipeline, by: settings.deadline)
                var plans: [String: String] = [:]
                for (name, count) in try answers[answers.count - 1].map(Self.statement) {
                    let nulls = Array(repeating: "NULL", count: count).joined(separator: ", ")
                    var explain = StatementBatch(isPrepared: false)
                    explain.append(sql: "EXPLAIN (COSTS OFF) EXECUTE \"\(name)\"(\(nulls))")
                    let lines = try session.run(explain.pipeline, by: settings.deadline)[0].map(Self.line)
                    plans[name] = lines.joined(separator: "\n")
                }
                return plans
            }
        }
        return try plans.get()
    }

    private static func statement(
        _ row: inout Rows.RowDecoder
    ) throws(PostgresError) -> (String, Int) {
        let (name, count): (String, String) = (try row.next(), try row.next())
        return (name, Int(count) ?? 0)
    }

    private static func line(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
