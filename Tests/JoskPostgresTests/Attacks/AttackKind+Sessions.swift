import JoskLibPQ

extension AttackKind {
    static let sessions = AttackKind(
        heading: "Session state from another tenant",
        attacks: [
            Attack(
                "Run a statement that was prepared for another tenant, with a custom or a generic plan",
                ["force_custom_plan", "force_generic_plan"].flatMap { planning in
                    eachTable { table, key in
                        [
                            "SET plan_cache_mode = \(planning)", "SET josk.business = '{tenant}'",
                            "PREPARE p (uuid) AS SELECT FROM \(table) WHERE \(key) = $1",
                            "EXECUTE p ('{tenant}')", "SET josk.business = '{own tenant}'",
                            "EXECUTE p ('{tenant}')",
                        ]
                    }
                }, .nothing),
            Attack(
                "Run a statement without a tenant's identifier that was prepared for another tenant",
                [
                    [
                        "SET plan_cache_mode = force_generic_plan", "SET josk.business = '{tenant}'",
                        "PREPARE p AS SELECT FROM josk.customers WHERE id = '{customer}'", "EXECUTE p",
                        "SET josk.business = '{own tenant}'", "EXECUTE p",
                    ]
                ], .nothing),
            Attack(
                "Run a function whose plans were made for another tenant",
                [
                    [
                        """
                        CREATE FUNCTION pg_temp.peek() RETURNS SETOF uuid LANGUAGE plpgsql AS
                        $$ BEGIN RETURN QUERY SELECT id FROM josk.customers WHERE id = '{customer}'; END $$
                        """,
                        "SET plan_cache_mode = force_generic_plan", "SET josk.business = '{tenant}'",
                        "SELECT FROM pg_temp.peek()", "SET josk.business = '{own tenant}'",
                        "SELECT FROM pg_temp.peek()",
                    ]
                ], .nothing),
            Attack(
                "Create a temporary table that references Josk's, to probe for rows",
                any: ["CREATE TEMP TABLE t (a uuid, b uuid, FOREIGN KEY (a, b) REFERENCES josk.customers)"],
                .refused("42P16")),
            Attack(
                "Create functions or tables in shared schemas (`public`, `josk`), or a new schema",
                any: [
                    "CREATE TABLE public.customers (id uuid)",
                    "CREATE FUNCTION public.now() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE OPERATOR public.= (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)",
                    "CREATE SCHEMA mine", "CREATE TEMP TABLE josk.customers (id uuid)",
                ], .refused("42501")),
        ])

    static let roles = AttackKind(
        heading: "Changing roles and privileges",
        attacks: [
            Attack(
                "Become the owner of the schema or a superuser (SET ROLE)",
                any: [
                    "SET ROLE josk_owner", "SET LOCAL ROLE josk_owner", "SET ROLE {superuser}",
                    "SELECT set_config('role', 'josk_owner', false)", "SET ROLE pg_read_all_data",
                ], .refused("42501")),
            Attack(
                "Become the owner of the schema or a superuser (SET SESSION AUTHORIZATION)",
                any: ["SET SESSION AUTHORIZATION josk_owner", "SET SESSION AUTHORIZATION {superuser}"],
                .refused("42501")),
            Attack(
                "Gain a membership or an attribute that bypasses policies (GRANT, ALTER ROLE, CREATE ROLE)",
                any: [
                    "GRANT josk_owner TO CURRENT_USER", "ALTER ROLE CURRENT_USER SUPERUSER",
                    "ALTER ROLE CURRENT_USER BYPASSRLS", "ALTER ROLE CURRENT_USER CREATEROLE",
                    "ALTER ROLE CURRENT_USER REPLICATION", "ALTER ROLE josk_owner LOGIN",
                    "CREATE ROLE mallory SUPERUSER LOGIN", "GRANT pg_read_all_data TO CURRENT_USER",
                ], .refused("42501")),
            Attack(
                "Switch triggers and foreign keys off (`session_replication_role`)",
                any: [
                    "SET session_replication_role = replica",
                    "SELECT set_config('session_replication_role', 'replica', false)",
                    "ALTER ROLE CURRENT_USER SET session_replication_role = replica",
                    "ALTER SYSTEM SET session_replication_role = replica",
                ], .refused("42501")),
            Attack(
                "Make another tenant the default of new sessions",
                any: [
                    "ALTER ROLE CURRENT_USER SET josk.business = '{tenant}'",
                    "ALTER SYSTEM SET josk.business = '{tenant}'",
                ], .refused("42501")),
            Attack(
                "Change the logging of the server",
                any: [
                    "SET log_statement = 'none'", "SET log_min_messages = 'panic'", "SELECT pg_reload_conf()",
                ],
                .refused("42501")),
            Attack(
                "Grant its privileges to PUBLIC (GRANT: a warning, and no effect)",
                [
                    [
                        "BEGIN", "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA josk TO PUBLIC",
                        "SELECT FROM pg_class AS c, aclexplode(c.relacl) AS a "
                            + "WHERE c.relnamespace = 'josk'::regnamespace AND a.grantee = 0",
                    ]
                ], .nothing),
            Attack(
                "Drop its privileges and policies (DROP OWNED: a warning, and no effect)",
                [
                    [
                        "BEGIN", "DROP OWNED BY CURRENT_USER",
                        "SELECT FROM pg_class AS c LEFT JOIN pg_policy AS p ON p.polrelid = c.oid "
                            + "WHERE c.relnamespace = 'josk'::regnamespace AND c.relrowsecurity "
                            + "AND (p.polname IS NULL OR NOT has_table_privilege(c.oid, 'SELECT'))",
                    ]
                ], .nothing),
            Attack(
                "Take over or drop objects of other roles",
                any: [
                    "REASSIGN OWNED BY josk_owner TO CURRENT_USER", "DROP OWNED BY josk_owner",
                    "ALTER TABLE josk.customers OWNER TO CURRENT_USER",
                    "ALTER SCHEMA josk OWNER TO CURRENT_USER",
                    "ALTER DATABASE postgres OWNER TO CURRENT_USER",
                ], .refused("42501")),
            Attack(
                "Read passwords and access rules",
                any: ["SELECT FROM pg_authid", "SELECT FROM pg_shadow", "SELECT FROM pg_hba_file_rules"],
                .refused("42501")),
        ])
}
