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

    /// Returns true if a plan takes the identifiers in their order, and looks up and locks the row of each in turn.
    static func isOrdered(_ plan: String, _ table: String) -> Bool {
        let steps = plan.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
        guard steps.first == "Nested Loop", let lock = steps.firstIndex(of: "->  LockRows") else {
            return false
        }
        let (keys, rows) = (steps[1..<lock], steps[(lock + 1)...])
        let isSorted =
            ["->  Unique", "->  Subquery Scan on w"].contains(keys.first)
            && keys.contains { ["Sort Key: w.wanted", "Sort Key: w_1.wanted"].contains($0) }
        // The tenant's policy, which is evaluated once, may be above the lookup.
        let lookup = rows.drop { $0 == "->  Result" || $0.hasPrefix("One-Time Filter: ") }
        return isSorted && lookup.count == 2 && lookup.first?.contains(" on \(table)") == true
            && lookup.last?.contains("(id = w.wanted)") == true
    }

    @Test("The check of the lock order rejects plans that lock rows out of order")
    func detectsDisorder() async throws {
        let sorted = "  ->  Unique\n        ->  Sort\n              Sort Key: w_1.wanted"
        let lookup = """
              ->  LockRows
                    ->  Index Scan using customers_pkey on customers
                          Index Cond: ((business_id = $1) AND (id = w.wanted))
            """
        #expect(Self.isOrdered("Nested Loop\n\(sorted)\n\(lookup)", "customers"))
        #expect(!Self.isOrdered("Nested Loop\n  ->  Function Scan on w\n\(lookup)", "customers"))
        #expect(!Self.isOrdered("Nested Loop\n\(lookup)\n\(sorted)", "customers"))
        #expect(!Self.isOrdered("LockRows\n  ->  Seq Scan on customers", "customers"))
        #expect(!Self.isOrdered("LockRows\n  ->  Nested Loop\n\(sorted)\n\(lookup)", "customers"))
        let other = lookup.replacing("(id = w.wanted)", with: "(name = w.wanted)")
        #expect(!Self.isOrdered("Nested Loop\n\(sorted)\n\(other)", "customers"))
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
