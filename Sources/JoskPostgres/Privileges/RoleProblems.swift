import JoskLibPQ

/// The query for the problems of a role: privileges with which it could bypass the isolation of tenants, or change
/// facts.
///
/// Each row describes one problem. The query covers every role that the given role may become, because a session that
/// can run SQL can run SET ROLE. The result depends on the existing tables; before the first migration there are none.
enum RoleProblems {
    /// Returns the query for the role whose name is the value of an SQL expression.
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
        -- A role that is, or can become, an owner can do anything with the schema. That problem is reported once.
        non_owners AS (
            SELECT * FROM others AS o
            WHERE NOT EXISTS (SELECT FROM owners AS w WHERE pg_has_role(o.oid, w.oid, 'MEMBER')))
        SELECT 'it is, or can become, a superuser' FROM superuser
        UNION ALL
        SELECT format('it is, or can become, %I, which bypasses row-level security (BYPASSRLS)', rolname)
        FROM others WHERE rolbypassrls
        UNION ALL
        SELECT format('it is, or can become, %I, which can read every change on the server (REPLICATION)', rolname)
        FROM others WHERE rolreplication
        UNION ALL
        SELECT 'it can make itself a member of any role (CREATEROLE)'
        FROM others WHERE rolcreaterole AND current_setting('server_version_num')::int < 160000
        UNION ALL
        SELECT format('it is a member of %I', rolname)
        FROM others
        WHERE rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
        UNION ALL
        SELECT format('it is, or can become, %I, which owns the schema or an object in it', o.rolname)
        FROM others AS o WHERE o.rolname = '\(SchemaOwner.role)' OR o.oid IN (SELECT oid FROM owners)
        UNION ALL
        SELECT 'it owns the database, and can drop it'
        FROM others AS o JOIN pg_database AS d ON d.datdba = o.oid WHERE d.datname = current_database()
        UNION ALL
        SELECT DISTINCT 'it can switch off foreign keys (SET ON PARAMETER session_replication_role)'
        FROM others WHERE has_parameter_privilege(oid, 'session_replication_role', 'SET, ALTER SYSTEM')
        UNION ALL
        SELECT DISTINCT 'it may CREATE in the schema josk'
        FROM non_owners AS o, schema AS s WHERE has_schema_privilege(o.oid, s.oid, 'CREATE')
        UNION ALL
        SELECT DISTINCT format('it may DELETE from, TRUNCATE or create triggers on josk.%I', t.relname)
        FROM non_owners AS o, tables AS t WHERE has_table_privilege(o.oid, t.oid, 'DELETE, TRUNCATE, TRIGGER')
        UNION ALL
        SELECT DISTINCT format('it may create foreign keys on josk.%I (REFERENCES)', t.relname)
        FROM non_owners AS o, tables AS t WHERE has_any_column_privilege(o.oid, t.oid, 'REFERENCES')
        UNION ALL
        SELECT DISTINCT format('it may INSERT into josk.%I', t.relname)
        FROM non_owners AS o, tables AS t
        WHERE t.relname IN (\(SchemaTables.ofOperators.map { "'\($0)'" }.joined(separator: ", ")))
            AND has_any_column_privilege(o.oid, t.oid, 'INSERT')
        UNION ALL
        SELECT format('it may UPDATE josk.%I (%s)', t.relname, string_agg(DISTINCT a.attname, ', '))
        FROM non_owners AS o, tables AS t JOIN pg_attribute AS a ON a.attrelid = t.oid
        WHERE a.attnum > 0 AND NOT a.attisdropped
            AND format('%s.%s', t.relname, a.attname) <> ALL (ARRAY[\(changing)])
            AND has_column_privilege(o.oid, t.oid, a.attnum, 'UPDATE')
        GROUP BY t.relname
        """
    }

    /// The columns that the application changes, as SQL literals.
    private static let changing = Grants.changing.flatMap { table, columns in
        columns.map { "'\(table).\($0)'" }
    }.joined(separator: ", ")

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String { try row.next() }
}

/// The problems of the role that the session began as.
///
/// A session that can run SQL can return to that role with RESET ROLE.
struct LoadRoleProblems: FixedStatement {
    static let sql = RoleProblems.query(for: "session_user")

    func bind(_: inout Parameters) {}

    static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> String {
        try RoleProblems.decode(&row)
    }
}
