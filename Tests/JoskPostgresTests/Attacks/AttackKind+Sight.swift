import JoskLibPQ

@testable import JoskPostgres

extension AttackKind {
    /// Returns statements for every table of tenants, made from its name and from the column that names its tenant.
    static func eachTable(_ sql: (_ table: String, _ key: String) -> [String]) -> [[String]] {
        SchemaTables.ofTenants.map { sql("josk.\($0)", AttackedDatabase.key(of: $0)) }
    }

    private static let victims = eachTable { table, key in ["SELECT FROM \(table) WHERE \(key) = '{tenant}'"]
    }

    static let sight = AttackKind(
        heading: "Reading another tenant's rows",
        attacks: [
            Attack("Read every table with no tenant set", by: .withoutTenant, everything, .nothing),
            Attack(
                "Read every table with an empty text as the tenant",
                everything.map { ["SET josk.business = ''"] + $0 },
                .nothing),
            Attack(
                "Read with a tenant that is not a UUID",
                ["x", "{tenant};", "{own tenant} {tenant}", "'' OR true --", "%", "*"].map {
                    ["SET josk.business = '\($0)'", "SELECT FROM josk.customers"]
                }, .refused("22P02")),
            Attack("Read every table with a condition on another tenant", victims, .nothing),
            Attack(
                "Read a row by another tenant's identifier, reference, SKU or key",
                any: [
                    "SELECT FROM josk.customers WHERE id = '{customer}'",
                    "SELECT FROM josk.customers WHERE reference = 'victim-customer'",
                    "SELECT FROM josk.products WHERE sku = 'victim-sku'",
                    "SELECT FROM josk.orders WHERE reference = 'victim-invoice'",
                    "SELECT FROM josk.journal WHERE key = 'victim-key'",
                    "SELECT FROM josk.ledger_entries WHERE reference = 'victim-cheque'",
                ], .nothing),
            Attack(
                "Read by a join, a lateral subquery, a recursion, a sample or a row's `ctid`",
                any: [
                    "SELECT FROM josk.orders AS o FULL JOIN josk.customers AS c ON true "
                        + "WHERE c.business_id <> '{own tenant}' OR o.business_id <> '{own tenant}'",
                    "SELECT FROM josk.businesses AS b, LATERAL (SELECT * FROM josk.journal AS j "
                        + "WHERE j.business_id <> b.id) AS others",
                    "WITH RECURSIVE r AS (SELECT business_id FROM josk.customers UNION "
                        + "SELECT c.business_id FROM josk.customers AS c, r "
                        + "WHERE c.business_id <> r.business_id) "
                        + "SELECT FROM r WHERE business_id <> '{own tenant}'",
                    "SELECT FROM josk.customers TABLESAMPLE SYSTEM (100) WHERE business_id = '{tenant}'",
                    "SELECT FROM josk.customers WHERE business_id = '{tenant}' AND ctid = ANY (ARRAY("
                        + "SELECT format('(0,%s)', n)::tid FROM generate_series(1, 200) AS n))",
                ], .nothing),
            Attack(
                "Read after another tenant was set for a transaction or up to a savepoint",
                eachTable { table, key in
                    [
                        "BEGIN", "SAVEPOINT before", "SET LOCAL josk.business = '{tenant}'",
                        "ROLLBACK TO before", "SELECT FROM \(table) WHERE \(key) = '{tenant}'",
                    ]
                }
                    + eachTable { table, key in
                        [
                            "BEGIN", "SET LOCAL josk.business = '{tenant}'", "COMMIT",
                            "SELECT FROM \(table) WHERE \(key) = '{tenant}'",
                        ]
                    }, .nothing),
            Attack(
                "Copy out a table or a query (COPY … TO STDOUT)",
                SchemaTables.ofTenants.map { ["COPY josk.\($0) TO STDOUT"] }
                    + [["COPY (SELECT * FROM josk.customers WHERE business_id = '{tenant}') TO STDOUT"]],
                .nothing),
            Attack(
                "Switch row-level security off for the session (`row_security`)",
                eachTable { table, _ in ["SET row_security = off", "SELECT FROM \(table)"] },
                .refused("42501")),
            Attack(
                "Read through a view or a function of the attacker's own",
                [
                    [
                        "CREATE TEMP VIEW v AS TABLE josk.customers",
                        "SELECT FROM v WHERE business_id = '{tenant}'",
                    ],
                    [
                        "CREATE TEMP VIEW v WITH (security_invoker) AS TABLE josk.customers",
                        "SELECT FROM v WHERE business_id = '{tenant}'",
                    ],
                    [
                        "CREATE FUNCTION pg_temp.peek() RETURNS SETOF josk.customers LANGUAGE sql "
                            + "SECURITY DEFINER AS 'TABLE josk.customers'",
                        "SELECT FROM pg_temp.peek() WHERE business_id = '{tenant}'",
                    ],
                ], .nothing),
            Attack(
                "Leak rows through a function or an operator that runs before the policy", leaks, .nothing),
            Attack(
                "Read the planner's samples of columns (`pg_stats`)",
                any: [
                    "SELECT FROM pg_stats WHERE schemaname = 'josk' "
                        + "AND tablename NOT IN ('cluster', 'migrations')"
                ],
                .nothing),
            Attack(
                "Read the table of the planner's samples (`pg_statistic`)", any: ["SELECT FROM pg_statistic"],
                .refused("42501")),
        ])

    private static let everything = eachTable { table, _ in ["SELECT FROM \(table)"] }

    /// Statements that fail on a row of the victim if they evaluate their condition on one.
    private static let leaks = [
        [
            """
            CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS
            $$ BEGIN IF $1 LIKE 'victim%' THEN RAISE 'seen: %', $1; END IF; RETURN false; END $$
            """,
            "SELECT FROM josk.customers WHERE pg_temp.leak(name)",
        ],
        ["SELECT FROM josk.customers WHERE 1 / (CASE WHEN name LIKE 'victim%' THEN 0 ELSE 1 END) = 0"],
        ["SELECT FROM josk.products WHERE CASE WHEN sku LIKE 'victim%' THEN sku::int = 0 ELSE false END"],
        [
            "SET enable_seqscan = off",
            "SELECT FROM josk.orders WHERE 1 / (CASE reference WHEN 'victim-invoice' THEN 0 ELSE 1 END) = 0",
        ],
    ]

    static let locks = AttackKind(
        heading: "Locking",
        attacks: [
            Attack(
                "Lock another tenant's rows (FOR UPDATE, NO KEY UPDATE, SHARE, KEY SHARE)",
                ["businesses", "customers", "products"].flatMap { table in
                    ["UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"].map { strength in
                        [
                            "SELECT FROM josk.\(table) WHERE \(AttackedDatabase.key(of: table)) = '{tenant}' "
                                + "FOR \(strength)"
                        ]
                    }
                }, .nothing),
            Attack(
                "Lock facts, even the attacker's own",
                SchemaTables.appendOnly.flatMap { table in
                    ["UPDATE", "NO KEY UPDATE", "SHARE", "KEY SHARE"].map {
                        ["SELECT FROM josk.\(table) FOR \($0)"]
                    }
                }, .refused("42501")),
            Attack(
                "Lock a table (LOCK, in SHARE or a stronger mode)",
                SchemaTables.ofTenants.flatMap { table in
                    ["SHARE", "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE"].map {
                        ["BEGIN", "LOCK TABLE josk.\(table) IN \($0) MODE"]
                    }
                }, .refused("42501")),
        ])
}
