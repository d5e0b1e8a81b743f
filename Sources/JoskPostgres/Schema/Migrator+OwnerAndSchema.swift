import JoskLibPQ

/// The prerequisites of the migrations: the owner, the schema, and the table of applied migrations.
extension Migrator {
    /// Creates the missing prerequisites, all or none: a role that may create the owner but no schema leaves no owner
    /// behind.
    ///
    /// Roles belong to the whole server, but the lock only to the database. The lock does not keep a migration of
    /// another database from creating the owner at the same moment. One of the two then fails, and finds the owner the
    /// next time. The errors are unique_violation, duplicate_object, and "tuple concurrently updated", which is an
    /// internal error.
    func createOwnerAndSchema(_ session: inout MigrationSession) throws(MigrationError) {
        try retrying(onAny: [.uniqueViolation, .duplicateObject, .internalError], &session) {
            (session) throws(MigrationError) in
            let names = try Names(&session)
            try createOwner(names, &session)
            try checkOwner(&session)
            try createSchema(names, &session)
            try session.execute([
                "SET LOCAL ROLE \(SchemaOwner.role)",
                """
                CREATE TABLE IF NOT EXISTS josk.migrations (
                    version int PRIMARY KEY CHECK (version >= 1),
                    name text NOT NULL,
                    checksum bytea NOT NULL CHECK (octet_length(checksum) = 32),
                    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
                )
                """,
            ])
        }
    }

    /// Creates the owner, and makes the migrating role a member of it.
    private func createOwner(
        _ names: Names, _ session: inout MigrationSession
    ) throws(MigrationError) {
        let owner = SchemaOwner.role
        let membership = session.serverVersion >= 160_000 ? "SET" : "MEMBER"
        if try !session.isTrue("EXISTS (SELECT FROM pg_roles WHERE rolname = '\(owner)')") {
            try Self.advising(
                "Migrate as a role with CREATEROLE, or, as such a role, CREATE ROLE \(owner) NOLOGIN and "
                    + "GRANT \(owner) TO \(names.role)"
            ) { () throws(MigrationError) in try session.execute("CREATE ROLE \(owner) NOLOGIN") }
        }
        if try !session.isTrue("pg_has_role(current_user, '\(owner)', '\(membership)')") {
            try Self.advising("As a role that may grant it, GRANT \(owner) TO \(names.role)") {
                () throws(MigrationError) in try session.execute("GRANT \(owner) TO CURRENT_USER")
            }
        }
    }

    /// Throws if the owner is unsafe, because it may not have been created by a migration.
    private func checkOwner(_ session: inout MigrationSession) throws(MigrationError) {
        let isHarmless = try session.isTrue(
            """
            NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(SchemaOwner.role)'
                AND (rolcanlogin OR rolsuper OR rolbypassrls OR rolreplication))
            """)
        if isHarmless { return }
        throw .unsupported(
            "the role \(SchemaOwner.role), the owner of the schema, has LOGIN, SUPERUSER, BYPASSRLS or REPLICATION: "
                + "ALTER ROLE \(SchemaOwner.role) NOLOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION")
    }

    private func createSchema(
        _ names: Names, _ session: inout MigrationSession
    ) throws(MigrationError) {
        let owners = try session.rows(
            "SELECT quote_ident(pg_get_userbyid(nspowner)) FROM pg_namespace WHERE nspname = 'josk'"
        ) { (row) throws(PostgresError) in try row.next(String.self) }
        if let found = owners.first {
            if found == SchemaOwner.role { return }
            throw .unsupported(
                "a schema josk already exists, which belongs to \(found) and not to \(SchemaOwner.role): "
                    + "use a database without a schema josk")
        }
        try Self.advising(
            "As the database's owner, GRANT CREATE ON DATABASE \(names.database) TO \(names.role)"
        ) { () throws(MigrationError) in
            try session.execute("CREATE SCHEMA josk AUTHORIZATION \(SchemaOwner.role)")
        }
    }

    /// The migrating role and the database, as quoted SQL identifiers.
    private struct Names {
        let role: String
        let database: String

        init(_ session: inout MigrationSession) throws(MigrationError) {
            let rows = try session.rows("SELECT quote_ident(current_user), quote_ident(current_database())") {
                (row) throws(PostgresError) in (try row.next(String.self), try row.next(String.self))
            }
            (role, database) = rows.first ?? ("", "")
        }
    }

    /// Runs a body and adds advice to its error if a privilege is missing (insufficient_privilege).
    private static func advising(
        _ advice: String, _ body: () throws(MigrationError) -> Void
    ) throws(MigrationError) {
        do throws(MigrationError) {
            try body()
        } catch {
            guard case .failed("42501", let message) = error else { throw error }
            throw .failed(sqlState: SQLState.insufficientPrivilege.code, message: "\(message). \(advice)")
        }
    }
}
