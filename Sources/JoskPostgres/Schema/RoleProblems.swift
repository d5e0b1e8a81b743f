import JoskLibPQ

/// What a role could do that would defeat the isolation of tenants, or change facts: a row each, in words.
///
/// It asks of every role that the given one may become, for SET ROLE costs nothing to whoever can run SQL. What it
/// finds depends on the tables that are there: on none before the first migration.
enum RoleProblems {
    /// The query, for the role whose name an SQL expression gives.
    static func query(for role: String) -> String {
        """
        WITH subject AS (SELECT * FROM pg_roles WHERE rolname = \(role)),
        reachable AS (
            SELECT r.* FROM pg_roles AS r, subject AS s WHERE pg_has_role(s.oid, r.oid, 'MEMBER')),
        superuser AS (SELECT rolname FROM reachable WHERE rolsuper LIMIT 1),
        others AS (SELECT * FROM reachable WHERE NOT EXISTS (SELECT FROM superuser)),
        tables AS (
            SELECT c.oid, c.relname, c.relowner, c.relname::text = ANY (ARRAY[\(unchanging)]) AS is_unchanging
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'josk' AND c.relkind IN ('r', 'p'))
        SELECT 'it is a superuser, or may become one' FROM superuser
        UNION ALL
        SELECT format('it is %I, or may become it, which row-level security does not hold (BYPASSRLS)', rolname)
        FROM others WHERE rolbypassrls
        UNION ALL
        SELECT 'it may make itself a member of any role (CREATEROLE)'
        FROM others WHERE rolcreaterole AND current_setting('server_version_num')::int < 160000
        UNION ALL
        SELECT format('it is a member of %I', rolname)
        FROM others WHERE rolname IN ('pg_execute_server_program', 'pg_write_server_files')
        UNION ALL
        SELECT format('it is %I, or a member of it, which owns the schema', o.rolname)
        FROM others AS o
        WHERE o.rolname = '\(Migrator.owner)' OR o.oid IN (SELECT relowner FROM tables)
        UNION ALL
        SELECT DISTINCT format('it may DELETE from, TRUNCATE or put triggers on josk.%I', t.relname)
        FROM others AS o JOIN tables AS t ON t.relowner <> o.oid
        WHERE has_table_privilege(o.oid, t.oid, 'DELETE, TRUNCATE, TRIGGER')
        UNION ALL
        SELECT DISTINCT format('it may UPDATE josk.%I', t.relname)
        FROM others AS o JOIN tables AS t ON t.relowner <> o.oid
        WHERE t.is_unchanging AND has_any_column_privilege(o.oid, t.oid, 'UPDATE')
        """
    }

    private static let unchanging =
        (FirstMigration.appendOnly + ["migrations", "cluster"]).map { "'\($0)'" }.joined(separator: ", ")

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}
