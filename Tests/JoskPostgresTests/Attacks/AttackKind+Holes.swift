import JoskLibPQ

extension AttackKind {
    /// The attacks that work, for sessions that can run any SQL, which the library lets no caller do.
    static let holes = AttackKind(
        heading: "Attacks that work",
        attacks: [
            Attack(
                "Set another tenant, and act as that tenant",
                eachTable { table, _ in
                    ["BEGIN", "SET LOCAL josk.business = '{tenant}'", "SELECT FROM \(table)"]
                },
                .works),
            Attack(
                "Change the tenant in the middle of a transaction",
                [
                    [
                        "BEGIN", "SET LOCAL josk.business = '{own tenant}'", "SELECT FROM josk.customers",
                        "SET LOCAL josk.business = '{tenant}'", "SELECT FROM josk.customers FOR UPDATE",
                    ]
                ], .works),
            Attack(
                "Keep rows in the session for later (a cursor WITH HOLD, a temporary table)",
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
                "Count the rows that a policy hides (EXPLAIN ANALYZE)",
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
                "Read the sizes of tables, all tenants together (`pg_class`, `pg_stat_user_tables`)",
                any: [
                    "SELECT FROM pg_class WHERE oid = 'josk.customers'::regclass AND reltuples = 4",
                    "SELECT FROM pg_stat_user_tables WHERE schemaname = 'josk'",
                    "SELECT FROM (SELECT pg_relation_size('josk.customers') AS size) AS s WHERE size > 0",
                ], .works),
            Attack(
                "Read the statements of its own role's sessions, and their tenants (`pg_stat_activity`)",
                any: [
                    "SELECT FROM pg_stat_activity WHERE query LIKE '%josk.business%{tenant}%' "
                        + "AND pid <> pg_backend_pid()"
                ], .works),
            Attack(
                "Terminate sessions of its own role",
                any: ["SELECT FROM pg_terminate_backend({own backend}) AS done WHERE done"], .works),
            Attack(
                "Change its own password, and the default settings of its sessions",
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
                "Take the lock that a migration waits for, and block migrations (advisory locks)",
                any: ["SELECT FROM pg_try_advisory_lock(x'6a6f736b'::bigint) AS taken WHERE taken"], .works),
            Attack(
                "Take the locks that fence another tenant's additions, and block them (advisory locks)",
                any: [
                    "SELECT FROM pg_try_advisory_lock(x'7fffffff00000001'::bit(64)::bigint) AS taken WHERE taken"
                ],
                .works),
            Attack(
                "Notify other sessions, and store large objects of its own",
                [
                    ["BEGIN", "SELECT pg_notify('josk', 'x')"],
                    ["BEGIN", "SELECT lo_from_bytea(0, 'x')"],
                ], .works),
            Attack(
                "Write a row in its own tenant that only an audit names: an order without a charge",
                [["BEGIN", ForgedRow.order()]], .works),
        ])
}
