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
@Suite("Plans of commands")
struct KeyedPlanTests {
    /// Runs nearly every kind of command a few times, so that each statement has been planned.
    private func trade(in shop: Shop) async throws {
        let tenant = shop.tenant
        // A quote reads the same rows as a purchase, so often that its plan is kept. No command may use that plan.
        for _ in 1...8 {
            _ = try await tenant.quote(
                for: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
        }
        for round in 1...3 {
            let line = PurchaseLine(shop.products[0], quantity: 2)
            let receipt = try await tenant.purchase(
                by: shop.customers[0], lines: [line, PurchaseLine(shop.products[1], quantity: 1)],
                reference: try OrderReference("INV-\(round)"))
            _ = try await tenant.refund(order: receipt.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
            _ = try await tenant.purchase(by: shop.customers[1], lines: [line], orderID: Order.ID())
            let payment = try await tenant.recordPayment(
                of: .gbp(minorUnits: 10), by: shop.customers[0])
            _ = try await tenant.reverse(
                payment: Payment.ID(customerID: shop.customers[0], entrySequence: payment.entrySequence),
                reason: "bounced")
            _ = try await tenant.receiveGoods(of: shop.products[0], quantity: 5)
            _ = try await tenant.rename(customer: shop.customers[0], to: "Ada")
            _ = try await tenant.rename(product: shop.products[0], to: "Tea")
            _ = try await tenant.addCustomer(
                name: "Grace", reference: try CustomerReference("C-\(round)"),
                creditLimit: .gbp(minorUnits: 1))
            _ = try await tenant.addProduct(
                sku: try SKU("NEW-\(round)"), name: "Tea", price: .gbp(minorUnits: 1), stock: 1)
        }
    }

    @Test("Statements of commands find their rows by key, with plans made on empty tables")
    func plans() async throws {
        let database = try await TestDatabase.migrated("keyed_plans")
        var configuration = database.configuration
        configuration.maximumConnections = 1
        try await withStore(on: database, configuration) { store in
            let shop = try await Shop.open(on: store, customers: 2, products: 2)
            try await trade(in: shop)
            let plans = try await plans(in: shop, of: store)
            #expect(plans.count > 15, "\(plans.keys)")
            for (statement, plan) in plans where !Self.mayReadAll(statement) {
                #expect(Self.flaws(in: plan).isEmpty, "\(statement):\n\(plan)")
            }
        }
    }

    @Test("The check of plans detects a plan that reads and filters rows")
    func seesSifting() {
        let sifting = """
            Index Scan using orders_head on orders
              Index Cond: (business_id = $1)
              Filter: (id = ANY ($3))
            """
        #expect(Self.flaws(in: sifting) == ["Filter: (id = ANY ($3))"])
        #expect(Self.flaws(in: "->  Seq Scan on orders") == ["->  Seq Scan on orders"])
    }

    /// Returns true if a statement may read all customers or all products of the business.
    ///
    /// Until the tables are first analyzed, such a scan may find the rows that are locked or changed. No table that
    /// grows with every command is read in this way.
    private static func mayReadAll(_ statement: String) -> Bool {
        ["LoadCustomers", "LoadProducts", "Update", "Free"].contains {
            statement.contains("josk_\($0)")
        }
    }

    /// Returns the lines of a plan that read rows and discard them.
    ///
    /// Three lines are permitted: the scan of the one row of the cluster, the tenant's policy, which is evaluated once,
    /// and the filter that checks if one entry, which is found by its key, is a payment.
    private static func flaws(in plan: String) -> [String] {
        plan.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { line in
            line.hasPrefix("Filter:") && line != "Filter: (e.kind = 'payment'::text)"
                || line.hasPrefix("Join Filter:")
                || ["Seq Scan", "Bitmap", "Hash Join", "Merge Join"].contains(where: line.contains)
                    && !line.contains(" on cluster")
        }
    }

    /// Returns the plans, as kept, of the statements that the store's connection has prepared for commands.
    private func plans(in shop: Shop, of store: PostgresStore) async throws -> [String: String] {
        let settings = store.transactionSettings(by: .now + .seconds(3_600))
        let plans = try await store.withConnection(by: .now + .seconds(3_600), for: .command) { session in
            Result { () throws(PostgresError) in
                defer { session.rollBack() }
                var begin = StatementBatch(isPrepared: true)
                settings.appendBegin(in: shop.tenant.id, to: &begin)
                begin.append(
                    sql: """
                        SELECT name, cardinality(parameter_types)::text FROM pg_prepared_statements
                        WHERE name !~ '_reading$' AND statement ~ 'josk\\.' AND statement !~ '^SELECT .*currency FROM'
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
