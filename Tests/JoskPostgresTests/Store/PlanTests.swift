import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Lock order of rows")
struct PlanTests {
    /// The locking statements of a transaction, which has no others.
    private static let statements = [[], [Order.ID()]].flatMap { (orders: Set<Order.ID>) in
        [
            (
                "customers",
                LoadCustomers(business: Business.ID(), customers: [], orders: orders, access: .locking)
                    .sql
            ),
            (
                "products",
                LoadProducts(business: Business.ID(), products: [], orders: orders, access: .locking).sql
            ),
        ]
    }

    @Test(
        "Rows are locked in the order of their identifiers, few or many, with every kind of plan",
        arguments: [0, 2_000], ["force_custom_plan", "force_generic_plan"])
    func locksInOrder(rows: Int, planning: String) async throws {
        let database = try await TestDatabase.migrated("plans")
        let business = Business.ID()
        try await fill(database, business, rows: rows)
        for (table, sql) in Self.statements {
            let some = try await database.run(
                "SELECT ARRAY(SELECT id FROM josk.\(table) WHERE business_id = '\(business)' LIMIT 100)")
            for arrays in ["'{}', '{}'", "'\(some)', '\(some)'"] {
                let plan = try await database.run(
                    """
                    SET ROLE \(TestDatabase.applicationRole);
                    SET plan_cache_mode = \(planning);
                    SET josk.business = '\(business)';
                    PREPARE locking (uuid, uuid[], uuid[]) AS \(sql);
                    EXPLAIN (COSTS OFF) EXECUTE locking ('\(business)', \(arrays));
                    """)
                #expect(Self.isOrdered(plan, table), "\(plan)")
            }
        }
    }

    /// Returns true if a plan begins with LockRows directly above rows in the order of their identifiers.
    static func isOrdered(_ plan: String, _ table: String) -> Bool {
        let lines = plan.split(separator: "\n")
        // Lookups that run beforehand may be in between.
        guard lines.first?.hasPrefix("LockRows") == true,
            var below = lines.firstIndex(where: { $0.hasPrefix("  ->  ") })
        else { return false }
        var node = lines[below].dropFirst("  ->  ".count)
        // The tenant's policy may be too: it is evaluated once for all rows, and a Result passes them on in their
        // order.
        if node == "Result", below + 1 < lines.count, lines[below + 1].contains("One-Time Filter: "),
            let next = lines.firstIndex(where: { $0.hasPrefix("        ->  ") })
        {
            below = next
            node = lines[below].dropFirst("        ->  ".count)
        }
        if node.hasPrefix("Index Scan using \(table)_pkey") { return true }
        // Commands do not allow merge joins. The rows of one are in the order of its merged input.
        if node == "Merge Join", below + 1 < lines.count {
            return lines[below + 1].hasSuffix("Merge Cond: (w.wanted = \(table).id)")
        }
        if node == "Nested Loop" { return isOrderedLoop(lines[below...].dropFirst(), table) }
        guard node == "Sort", below + 1 < lines.count else { return false }
        return ["Sort Key: \(table).id", "Sort Key: id"].contains(
            lines[below + 1].trimmingPrefix { $0 == " " })
    }

    /// Returns true if one row after another is looked up by its key, in the order of the keys.
    private static func isOrderedLoop(_ lines: ArraySlice<Substring>, _ table: String) -> Bool {
        let steps = lines.map { $0.trimmingPrefix { $0 == " " } }
        return steps.starts(with: ["->  Subquery Scan on w", "->  Unique"])
            && steps.contains("Sort Key: w_1.wanted")
            && steps.suffix(2).first?.hasPrefix("->  Index Scan using \(table)_pkey") == true
            && steps.last?.contains("(id = w.wanted)") == true
    }

    @Test("The check of the lock order rejects plans that lock rows out of order")
    func seesDisorder() async throws {
        #expect(!Self.isOrdered("LockRows\n  ->  Seq Scan on customers", "customers"))
        #expect(!Self.isOrdered("Sort\n  Sort Key: id\n  ->  LockRows", "customers"))
        #expect(!Self.isOrdered("LockRows\n  ->  Sort\n        Sort Key: customers.name", "customers"))
        #expect(Self.isOrdered("LockRows\n  ->  Sort\n        Sort Key: customers.id", "customers"))
        let policy = "LockRows\n  ->  Result\n        One-Time Filter: true\n        ->  "
        #expect(Self.isOrdered(policy + "Index Scan using customers_pkey on customers", "customers"))
        #expect(!Self.isOrdered(policy + "Seq Scan on customers", "customers"))
    }

    private func fill(_ database: TestDatabase, _ business: Business.ID, rows: Int) async throws {
        try await database.run(
            """
            INSERT INTO josk.businesses VALUES ('\(business)', 'Shop', 'GBP', 'GMT', 30, now());
            INSERT INTO josk.customers (business_id, id, name, is_active)
            SELECT '\(business)', gen_random_uuid(), 'C', true FROM generate_series(1, \(rows));
            INSERT INTO josk.products
            SELECT '\(business)', gen_random_uuid(), 'S' || n, 'P', 1, true, now(), 0, 0, now()
            FROM generate_series(1, \(rows)) AS n;
            ANALYZE josk.customers, josk.products;
            """)
    }
}
