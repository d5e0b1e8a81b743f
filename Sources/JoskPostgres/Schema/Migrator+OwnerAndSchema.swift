import JoskLibPQ

/// What the steps stand on: the owner, the schema, and the table that remembers the steps.
extension Migrator {
    /// Makes what is missing of it, all or nothing: a role that may create the owner but no schema leaves no owner behind.
    ///
    /// Roles belong to the whole server: the lock, which is the database's own, keeps nobody from creating the owner in
    /// another database at the same context. Then one of the two fails, and finds it there the next time: unique_violation,
    /// duplicate_object; "tuple concurrently updated" is an internal error.
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

    /// Creates the owner, and makes whoever migrates a member of it.
    private func createOwner(
        _ names: Names, _ session: inout MigrationSession
    ) throws(MigrationError) {
        let owner = SchemaOwner.role
        let membership = session.serverVersion >= 160_000 ? "SET" : "MEMBER"
        if try !session.isTrue("EXISTS (SELECT FROM pg_roles WHERE rolname = '\(owner)')") {
            try Self.advising(
                "Migrate as a role with CREATEROLE, or, as one that may, CREATE ROLE \(owner) NOLOGIN and "
                    + "GRANT \(owner) TO \(names.role)"
            ) { () throws(MigrationError) in try session.execute("CREATE ROLE \(owner) NOLOGIN") }
        }
        if try !session.isTrue("pg_has_role(current_user, '\(owner)', '\(membership)')") {
            try Self.advising("As a role that may, GRANT \(owner) TO \(names.role)") {
                () throws(MigrationError) in try session.execute("GRANT \(owner) TO CURRENT_USER")
            }
        }
    }

    /// One that somebody else has created must be as harmless.
    private func checkOwner(_ session: inout MigrationSession) throws(MigrationError) {
        let isHarmless = try session.isTrue(
            """
            NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(SchemaOwner.role)'
                AND (rolcanlogin OR rolsuper OR rolbypassrls OR rolreplication))
            """)
        if isHarmless { return }
        throw .unsupported(
            "the role \(SchemaOwner.role), which is to own the schema, may log in, or is above row-level security: "
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
                "there is a schema josk already, which belongs to \(found) and not to \(SchemaOwner.role): "
                    + "use a database without one")
        }
        try Self.advising("As its owner, GRANT CREATE ON DATABASE \(names.database) TO \(names.role)") {
            () throws(MigrationError) in
            try session.execute("CREATE SCHEMA josk AUTHORIZATION \(SchemaOwner.role)")
        }
    }

    /// Whoever migrates, and the database, as SQL has them.
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

    /// Adds what to do to an error that says that somebody may not: insufficient_privilege.
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
