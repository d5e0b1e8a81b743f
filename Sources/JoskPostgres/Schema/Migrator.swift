import JoskLedger
import JoskLibPQ

/// Brings a schema up to date, step by step, each in a transaction of its own.
///
/// Whoever runs it must be able to create a schema, and to be, or become, a member of the role that owns it: a role
/// that nobody logs in as. Several may run at once: they wait for each other.
struct Migrator: Sendable {
    /// The role that owns the schema, in every database of a server.
    static let owner = "josk_owner"

    let applicationRole: String
    var migrations = Migration.all
    /// How long one statement may take, with the wait for other migrations.
    var time = Duration.seconds(600)

    /// Applies what is missing, and grants the application's role what it needs.
    ///
    /// - Returns: The steps that were applied.
    func run(on session: Session) throws(MigrationError) -> [Migration] {
        var session = MigrationSession(session, time: time)
        try checkDatabase(&session)
        try checkRole(&session)
        try createOwner(&session)
        try createSchema(&session)
        var applied: [Migration] = []
        for migration in migrations where try apply(migration, &session) { applied.append(migration) }
        try grant(&session)
        // What it may do with the tables can be seen only now that they are there.
        try checkRole(&session)
        return applied
    }

    private func checkDatabase(_ session: inout MigrationSession) throws(MigrationError) {
        if session.serverVersion < 150_000 { throw .unsupported("the server is older than PostgreSQL 15") }
        if try !session.isTrue("current_setting('server_encoding') = 'UTF8'") {
            throw .unsupported("the database is not encoded in UTF-8")
        }
    }

    /// The application's role must be there, and must not be able to defeat what the schema defends.
    private func checkRole(_ session: inout MigrationSession) throws(MigrationError) {
        var name = Parameters()
        name.append(applicationRole)
        let (isThere, problems) = try session.transact { (session) throws(MigrationError) in
            (
                try session.isTrue("EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name),
                try session.rows(RoleProblems.query(for: "$1"), name, RoleProblems.decode)
            )
        }
        if !isThere { throw .unknownRole(applicationRole) }
        if !problems.isEmpty { throw .unsafeRole(applicationRole, problems: problems) }
    }

    /// Creates the owner, and makes whoever migrates a member of it.
    ///
    /// Roles belong to the whole server: the lock, which is the database's own, keeps nobody from creating it in
    /// another database at the same moment. Then one of the two fails, and finds it there the next time.
    private func createOwner(_ session: inout MigrationSession) throws(MigrationError) {
        var attempts = 0
        while true {
            attempts += 1
            do throws(MigrationError) {
                try session.transact(makeOwner)
                break
            } catch {
                guard attempts < 10, error.isRaceOfCatalogs else { throw error }
            }
        }
        try checkOwner(&session)
    }

    private func makeOwner(_ session: inout MigrationSession) throws(MigrationError) {
        let owner = Self.owner
        let membership = session.serverVersion >= 160_000 ? "SET" : "MEMBER"
        if try !session.isTrue("EXISTS (SELECT FROM pg_roles WHERE rolname = '\(owner)')") {
            try session.execute("CREATE ROLE \(owner) NOLOGIN")
        }
        if try !session.isTrue("pg_has_role(current_user, '\(owner)', '\(membership)')") {
            try session.execute("GRANT \(owner) TO CURRENT_USER")
        }
    }

    /// One that somebody else has created must be as harmless.
    private func checkOwner(_ session: inout MigrationSession) throws(MigrationError) {
        let isHarmless = try session.transact { (session) throws(MigrationError) in
            try session.isTrue(
                """
                NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(Self.owner)'
                    AND (rolcanlogin OR rolsuper OR rolbypassrls OR rolreplication))
                """)
        }
        if !isHarmless {
            throw .unsupported(
                "the role \(Self.owner), which is to own the schema, may log in, or is above row-level security: "
                    + "ALTER ROLE \(Self.owner) NOLOGIN NOSUPERUSER NOBYPASSRLS NOREPLICATION")
        }
    }

    private func createSchema(_ session: inout MigrationSession) throws(MigrationError) {
        try session.transact { (session) throws(MigrationError) in
            if try !session.isTrue("EXISTS (SELECT FROM pg_namespace WHERE nspname = 'josk')") {
                try session.execute("CREATE SCHEMA josk AUTHORIZATION \(Self.owner)")
            }
            try session.execute([
                "SET LOCAL ROLE \(Self.owner)",
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

    /// Applies a step, unless it was applied before; whether it was applied now.
    private func apply(
        _ migration: Migration, _ session: inout MigrationSession
    ) throws(MigrationError) -> Bool {
        try session.transact { (session) throws(MigrationError) in
            try session.execute("SET LOCAL ROLE \(Self.owner)")
            let history = SchemaHistory(
                steps: try session.rows(SchemaHistory.query, Parameters(), SchemaHistory.decode))
            if let problem = history.problem(known: migrations) { throw MigrationError(problem) }
            guard history.version < migration.version else { return false }
            try session.execute(migration.statements)
            try record(migration, &session)
            return true
        }
    }

    private func record(
        _ migration: Migration, _ session: inout MigrationSession
    ) throws(MigrationError) {
        var parameters = Parameters()
        parameters.append(Int32(clamping: migration.version))
        parameters.append(migration.name)
        parameters.append(migration.checksum)
        try session.execute(
            "INSERT INTO josk.migrations (version, name, checksum) VALUES ($1, $2, $3)", parameters)
    }

    private func grant(_ session: inout MigrationSession) throws(MigrationError) {
        try session.transact { (session) throws(MigrationError) in
            try session.execute(["SET LOCAL ROLE \(Self.owner)"] + Grants.statements(to: applicationRole))
        }
    }
}

extension MigrationError {
    /// Whether somebody else created or changed the same role at the same moment.
    fileprivate var isRaceOfCatalogs: Bool {
        guard case .failed(let sqlState?, _) = self else { return false }
        // unique_violation, duplicate_object; "tuple concurrently updated" is an internal error.
        return ["23505", "42710", "XX000"].contains(sqlState)
    }
}

extension MigrationError {
    init(_ error: PostgresError) {
        self = .failed(sqlState: error.sqlState?.code, message: "\(error)")
    }
}
