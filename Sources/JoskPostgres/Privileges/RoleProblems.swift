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
        schema AS (SELECT oid, nspowner FROM pg_namespace WHERE nspname = 'josk'),
        tables AS (
            SELECT c.oid, c.relname, c.relowner FROM pg_class AS c JOIN schema AS s ON s.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p')),
        owners (oid) AS (
            SELECT nspowner FROM schema UNION SELECT relowner FROM tables
            UNION SELECT p.proowner FROM pg_proc AS p JOIN schema AS s ON s.oid = p.pronamespace),
        -- Who is, or may become, an owner can do anything with the schema: that is said once.
        strangers AS (
            SELECT * FROM others AS o
            WHERE NOT EXISTS (SELECT FROM owners AS w WHERE pg_has_role(o.oid, w.oid, 'MEMBER')))
        SELECT 'it is a superuser, or may become one' FROM superuser
        UNION ALL
        SELECT format('it is %I, or may become it, which row-level security does not hold (BYPASSRLS)', rolname)
        FROM others WHERE rolbypassrls
        UNION ALL
        SELECT format('it is %I, or may become it, which may read every change of the server (REPLICATION)', rolname)
        FROM others WHERE rolreplication
        UNION ALL
        SELECT 'it may make itself a member of any role (CREATEROLE)'
        FROM others WHERE rolcreaterole AND current_setting('server_version_num')::int < 160000
        UNION ALL
        SELECT format('it is a member of %I', rolname)
        FROM others
        WHERE rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
        UNION ALL
        SELECT format('it is %I, or a member of it, which owns the schema', o.rolname)
        FROM others AS o WHERE o.rolname = '\(SchemaOwner.role)' OR o.oid IN (SELECT oid FROM owners)
        UNION ALL
        SELECT 'it owns the database, and may drop it'
        FROM others AS o JOIN pg_database AS d ON d.datdba = o.oid WHERE d.datname = current_database()
        UNION ALL
        SELECT DISTINCT 'it may switch off foreign keys (SET ON PARAMETER session_replication_role)'
        FROM others WHERE has_parameter_privilege(oid, 'session_replication_role', 'SET, ALTER SYSTEM')
        UNION ALL
        SELECT DISTINCT 'it may CREATE in the schema josk'
        FROM strangers AS o, schema AS s WHERE has_schema_privilege(o.oid, s.oid, 'CREATE')
        UNION ALL
        SELECT DISTINCT format('it may DELETE from, TRUNCATE or put triggers on josk.%I', t.relname)
        FROM strangers AS o, tables AS t WHERE has_table_privilege(o.oid, t.oid, 'DELETE, TRUNCATE, TRIGGER')
        UNION ALL
        SELECT DISTINCT format('it may put foreign keys on josk.%I (REFERENCES)', t.relname)
        FROM strangers AS o, tables AS t WHERE has_any_column_privilege(o.oid, t.oid, 'REFERENCES')
        UNION ALL
        SELECT DISTINCT format('it may INSERT into josk.%I', t.relname)
        FROM strangers AS o, tables AS t
        WHERE t.relname IN (\(SchemaTables.ofOperators.map { "'\($0)'" }.joined(separator: ", ")))
            AND has_any_column_privilege(o.oid, t.oid, 'INSERT')
        UNION ALL
        SELECT format('it may UPDATE josk.%I (%s)', t.relname, string_agg(DISTINCT a.attname, ', '))
        FROM strangers AS o, tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped
            AND format('%s.%s', t.relname, a.attname) <> ALL (ARRAY[\(changing)])
            AND has_column_privilege(o.oid, t.oid, a.attnum, 'UPDATE')
        GROUP BY t.relname
        """
    }

    /// The columns that the application does change.
    private static let changing = Grants.changing.flatMap { table, columns in
        columns.map { "'\(table).\($0)'" }
    }.joined(separator: ", ")

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}

/// The problems of whoever the session began as: whoever can run SQL can RESET ROLE.
struct LoadRoleProblems: FixedStatement {
    static let sql = RoleProblems.query(for: "session_user")

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String {
        try RoleProblems.decode(&row)
    }
}
