import JoskLibPQ

extension AttackKind {
    /// What works: for whoever can run SQL of their own, which the library never lets anybody do.
    static let holes = AttackKind(
        heading: "What works",
        attacks: [
            Attack(
                "sets another tenant, and is that tenant",
                eachTable { table, _ in
                    ["BEGIN", "SET LOCAL josk.business = '{tenant}'", "SELECT FROM \(table)"]
                },
                .works),
            Attack(
                "changes the tenant in mid-transaction",
                [
                    [
                        "BEGIN", "SET LOCAL josk.business = '{own tenant}'", "SELECT FROM josk.customers",
                        "SET LOCAL josk.business = '{tenant}'", "SELECT FROM josk.customers FOR UPDATE",
                    ]
                ], .works),
            Attack(
                "keeps rows in the session for later (a cursor WITH HOLD, a temporary table)",
                [
                    [
                        "BEGIN", "SET LOCAL josk.business = '{tenant}'",
                        "DECLARE c CURSOR WITH HOLD FOR TABLE josk.customers", "COMMIT",
                        "SET josk.business = '{own tenant}'", "FETCH ALL FROM c",
                    ],
                    [
                        "SET josk.business = '{tenant}'", "CREATE TEMP TABLE t AS TABLE josk.customers",
                        "SET josk.business = '{own tenant}'", "TABLE t",
                    ],
                ], .works),
            Attack(
                "counts the rows that it may not see (EXPLAIN ANALYZE)",
                [
                    [
                        """
                        CREATE FUNCTION pg_temp.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$
                        BEGIN
                            SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off;
                            RETURN QUERY EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF) SELECT FROM josk.customers';
                        END $$
                        """,
                        "SELECT FROM pg_temp.plan() AS line WHERE line LIKE '%Rows Removed by Filter: 2%'",
                    ]
                ], .works),
            Attack(
                "reads how large tables are, all tenants together (`pg_class`, `pg_stat_user_tables`)",
                any: [
                    "SELECT FROM pg_class WHERE oid = 'josk.customers'::regclass AND reltuples = 4",
                    "SELECT FROM pg_stat_user_tables WHERE schemaname = 'josk'",
                    "SELECT FROM (SELECT pg_relation_size('josk.customers') AS size) AS s WHERE size > 0",
                ], .works),
            Attack(
                "reads what its own role's sessions run, and for which tenant (`pg_stat_activity`)",
                any: [
                    "SELECT FROM pg_stat_activity WHERE query LIKE '%josk.business%{tenant}%' "
                        + "AND pid <> pg_backend_pid()"
                ], .works),
            Attack(
                "ends sessions of its own role",
                any: ["SELECT FROM pg_terminate_backend({own backend}) AS done WHERE done"], .works),
            Attack(
                "changes its own password, and what its sessions begin with",
                [
                    [
                        "BEGIN", "ALTER ROLE CURRENT_USER PASSWORD 'x'",
                        "SELECT FROM pg_roles WHERE rolname = current_user",
                    ],
                    [
                        "BEGIN", "ALTER ROLE CURRENT_USER SET row_security = off",
                        "SELECT FROM pg_db_role_setting WHERE setrole = current_user::regrole",
                    ],
                ], .works),
            Attack(
                "takes the lock that a migration waits for, and holds up whoever waits (advisory locks)",
                any: ["SELECT FROM pg_try_advisory_lock(x'6a6f736b'::bigint) AS taken WHERE taken"], .works),
            Attack(
                "notifies others, keeps large objects of its own",
                [
                    ["BEGIN", "SELECT pg_notify('josk', 'x')"],
                    ["BEGIN", "SELECT lo_from_bytea(0, 'x')"],
                ], .works),
            Attack(
                "writes in its own tenant what only an audit names: an order without a charge",
                [["BEGIN", ForgedRow.order()]], .works),
        ])
}
