import JoskLibPQ

@testable import JoskPostgres

extension AttackKind {
    static let schema = AttackKind(
        heading: "Changing the schema",
        attacks: [
            Attack(
                "Switch row-level security off for a table",
                eachTable { table, _ in ["ALTER TABLE \(table) DISABLE ROW LEVEL SECURITY"] }
                    + eachTable { table, _ in ["ALTER TABLE \(table) NO FORCE ROW LEVEL SECURITY"] },
                .refused("42501")),
            Attack(
                "Add, change or drop a policy",
                eachTable { table, _ in ["CREATE POLICY all_of_it ON \(table) USING (true)"] }
                    + eachTable { table, _ in ["ALTER POLICY tenant ON \(table) USING (true)"] }
                    + eachTable { table, _ in ["DROP POLICY tenant ON \(table)"] }, .refused("42501")),
            Attack(
                "Switch triggers off or drop them",
                SchemaTables.appendOnly.flatMap { table in
                    [
                        ["ALTER TABLE josk.\(table) DISABLE TRIGGER immutable"],
                        ["ALTER TABLE josk.\(table) DISABLE TRIGGER ALL"],
                        ["DROP TRIGGER immutable ON josk.\(table)"],
                    ]
                }, .refused("42501")),
            Attack(
                "Change or add a column, drop a constraint or rename a table",
                any: [
                    "ALTER TABLE josk.orders ALTER COLUMN total TYPE bigint USING 0",
                    "ALTER TABLE josk.ledger_entries DROP CONSTRAINT charge_within_limit",
                    "ALTER TABLE josk.customers ADD COLUMN x int DEFAULT 0",
                    "ALTER TABLE josk.customers RENAME TO clients",
                ], .refused("42501")),
            Attack(
                "Drop tables, the schema or a function",
                SchemaTables.ofTenants.map { ["DROP TABLE josk.\($0) CASCADE"] }
                    + [["DROP SCHEMA josk CASCADE"], ["DROP FUNCTION josk.refuse_change() CASCADE"]],
                .refused("42501")),
            Attack(
                "Create objects in the schema",
                any: [
                    "CREATE TABLE josk.t (id int)", "CREATE VIEW josk.v AS TABLE josk.customers",
                    "CREATE FUNCTION josk.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE TYPE josk.t AS ENUM ('x')", "CREATE SEQUENCE josk.s",
                    "CREATE OPERATOR josk.= (FUNCTION = texteq, LEFTARG = text, RIGHTARG = text)",
                ], .refused("42501")),
            Attack(
                "Attach objects to a table (trigger, rule, index, statistics, child table)",
                [
                    [
                        "CREATE FUNCTION pg_temp.f() RETURNS trigger LANGUAGE plpgsql "
                            + "AS 'BEGIN RETURN NULL; END'",
                        "CREATE TRIGGER t BEFORE INSERT ON josk.customers EXECUTE FUNCTION pg_temp.f()",
                    ],
                    ["CREATE RULE r AS ON INSERT TO josk.customers DO INSTEAD NOTHING"],
                    [
                        "CREATE FUNCTION pg_temp.g(text) RETURNS text IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
                        "CREATE INDEX ON josk.customers (pg_temp.g(name))",
                    ],
                    ["CREATE STATISTICS s ON business_id, name FROM josk.customers"],
                    ["CREATE TEMP TABLE t () INHERITS (josk.customers)"],
                ], .refused("42501")),
            Attack(
                "Call the triggers' function, reindex a table or comment on it",
                any: [
                    "SELECT josk.refuse_change()", "REINDEX TABLE josk.customers",
                    "COMMENT ON TABLE josk.customers IS 'x'",
                ], .refused("42501")),
        ])

    static let server = AttackKind(
        heading: "Reaching beyond the database",
        attacks: [
            Attack(
                "Read files of the server",
                any: [
                    "SELECT pg_read_file('PG_VERSION')", "SELECT pg_read_binary_file('PG_VERSION')",
                    "SELECT pg_stat_file('PG_VERSION')", "SELECT pg_ls_dir('.')", "SHOW data_directory",
                    "SELECT lo_import('/etc/passwd')",
                ], .refused("42501")),
            Attack(
                "Write files of the server",
                any: [
                    "COPY (SELECT 1) TO '/tmp/josk-attack'", "SELECT lo_export(1, '/tmp/josk-attack')",
                    "CREATE TABLESPACE t LOCATION '/tmp'",
                ], .refused("42501")),
            Attack(
                "Run programs or native code on the server (COPY … PROGRAM, LANGUAGE c, LOAD)",
                [
                    ["COPY (SELECT 1) TO PROGRAM 'true'"],
                    ["CREATE TEMP TABLE t (line text)", "COPY t FROM PROGRAM 'id'"],
                    ["CREATE TEMP TABLE t (line text)", "COPY t FROM '/etc/passwd'"],
                    ["CREATE FUNCTION pg_temp.f(cstring) RETURNS int LANGUAGE c AS 'libc', 'system'"],
                    ["CREATE FUNCTION pg_temp.f(text) RETURNS int LANGUAGE internal AS 'textlen'"],
                    ["LOAD 'auto_explain'"],
                ], .refused("42501")),
            Attack(
                "Connect to other databases (`dblink` is not installed)",
                any: ["SELECT FROM dblink('', 'SELECT 1') AS t (n int)", "SELECT dblink_connect('')"],
                .refused("42883")),
            Attack(
                "Connect to other servers (`postgres_fdw` is not installed)",
                any: ["CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw"], .refused("42704")),
            Attack(
                "Add a data wrapper, publication, subscription, replication slot, database or event trigger",
                any: [
                    "CREATE FOREIGN DATA WRAPPER w", "CREATE PUBLICATION p FOR TABLE josk.customers",
                    "CREATE SUBSCRIPTION s CONNECTION 'host=localhost' PUBLICATION p WITH (connect = false)",
                    "SELECT pg_create_physical_replication_slot('s')", "CREATE DATABASE mine",
                    "CREATE EVENT TRIGGER t ON ddl_command_start EXECUTE FUNCTION josk.refuse_change()",
                ], .refused("42501")),
            Attack(
                "Cancel or terminate another role's session",
                any: ["SELECT pg_cancel_backend({backend})", "SELECT pg_terminate_backend({backend})"],
                .refused("42501")),
        ])
}
