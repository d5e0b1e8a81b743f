import JoskLedger
import JoskLibPQ

/// Brings a schema up to date, step by step, each in a transaction of its own.
///
/// Whoever runs it must be able to create a schema, and to be, or become, a member of the role that owns it: a role
/// that nobody logs in as. Several may run at once: they wait for each other.
struct Migrator {
    /// The role that owns the schema, in every database of a server.
    static let owner = "josk_owner"
    /// The key of the advisory lock that migrations hold: "josk" in ASCII.
    private static let lock: Int64 = 0x6a6f_736b

    let applicationRole: String
    let migrations: [Migration]
    /// How long one step may take.
    let time: Duration

    /// Applies what is missing, and grants the application's role what it needs.
    ///
    /// - Returns: The versions that were applied.
    func run(on session: inout Session) throws(PostgresError) -> MigrationOutcome {
        try check(role: applicationRole, &session)
        try prepare(&session)
        var applied: [Int] = []
        for migration in migrations {
            switch try apply(migration, &session) {
            case .applied: applied.append(migration.version)
            case .wasThere: break
            case .refused(let problem): return .refused(problem)
            }
        }
        return .migrated(applied)
    }

    private enum Step { case applied, wasThere, refused(MigrationProblem) }

    /// The role and the schema, where they are missing.
    private func prepare(_ session: inout Session) throws(PostgresError) {
        try transact(&session) { (session) throws(PostgresError) in
            let hasOwner = try session.exists("SELECT FROM pg_roles WHERE rolname = '\(Self.owner)'", by: deadline)
            if !hasOwner { try session.execute("CREATE ROLE \(Self.owner) NOLOGIN", by: deadline) }
            let isMember = try session.exists(
                "SELECT WHERE pg_has_role(current_user, '\(Self.owner)', 'MEMBER')", by: deadline)
            if !isMember { try session.execute("GRANT \(Self.owner) TO CURRENT_USER", by: deadline) }
            let hasSchema = try session.exists("SELECT FROM pg_namespace WHERE nspname = 'josk'", by: deadline)
            if !hasSchema {
                try session.execute("CREATE SCHEMA josk AUTHORIZATION \(Self.owner)", by: deadline)
            }
            try session.execute("SET LOCAL ROLE \(Self.owner)", by: deadline)
            try session.execute(
                """
                CREATE TABLE IF NOT EXISTS josk.migrations (
                    version int PRIMARY KEY CHECK (version >= 1),
                    name text NOT NULL,
                    checksum bytea NOT NULL CHECK (octet_length(checksum) = 32),
                    applied_at timestamptz NOT NULL DEFAULT now()
                )
                """, by: deadline)
        }
    }

    private func apply(_ migration: Migration, _ session: inout Session) throws(PostgresError) -> Step {
        var step = Step.wasThere
        try transact(&session) { (session) throws(PostgresError) in
            try session.execute("SET LOCAL ROLE \(Self.owner)", by: deadline)
            let found = try session.appliedMigrations(by: deadline)
            if let problem = MigrationProblem(found, known: migrations) {
                step = .refused(problem)
                return
            }
            if found.contains(where: { $0.version == migration.version }) { return }
            for statement in migration.statements { try session.execute(statement, by: deadline) }
            var parameters = Parameters()
            parameters.append(Int32(clamping: migration.version))
            parameters.append(migration.name)
            parameters.append(migration.checksum)
            try session.execute(
                "INSERT INTO josk.migrations (version, name, checksum) VALUES ($1, $2, $3)", parameters,
                by: deadline)
            try grant(to: applicationRole, &session)
            step = .applied
        }
        return step
    }

    private var deadline: ContinuousClock.Instant { .now + time }

    /// Runs something in a transaction that waits for other migrations.
    private func transact(
        _ session: inout Session, _ body: (inout Session) throws(PostgresError) -> Void
    ) throws(PostgresError) {
        try session.execute("BEGIN", by: deadline)
        do throws(PostgresError) {
            try session.execute("SELECT pg_advisory_xact_lock(\(Self.lock))", by: deadline)
            try body(&session)
            try session.execute("COMMIT", by: deadline)
        } catch {
            session.rollBack()
            throw error
        }
    }
}
