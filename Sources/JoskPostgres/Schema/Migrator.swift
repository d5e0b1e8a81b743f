import JoskLedger
import JoskLibPQ

/// A run of the migrations that a database lacks, each in a transaction of its own.
///
/// The role that runs it must be able to create a schema. It must also be, or be able to become, a member of the role
/// that owns the schema, as which no session logs in. Several migrators may run at once: they wait for each other.
struct Migrator: Sendable {
    let applicationRole: String
    var migrations = Migration.all
    /// The maximum time of one statement, including the wait for other migrations.
    var time = Duration.seconds(600)

    /// Applies the missing migrations, and grants the application's role its privileges.
    ///
    /// - Returns: The migrations that this run applied.
    func run(on connection: PQConnection) throws(MigrationError) -> [Migration] {
        var session = MigrationSession(connection, time: time)
        try checkDatabase(&session)
        try checkRole(&session)
        try checkOperator(&session)
        try createOwnerAndSchema(&session)
        var applied: [Migration] = []
        for migration in migrations {
            let isNew = try retrying(onAny: [.deadlockDetected], &session) {
                (session) throws(MigrationError) in
                try apply(migration, &session)
            }
            if isNew { applied.append(migration) }
        }
        try grant(&session)
        // The role's privileges on the tables can be checked only once the tables exist.
        try checkRole(&session)
        return applied
    }

    private func checkDatabase(_ session: inout MigrationSession) throws(MigrationError) {
        if try session.isTrue("pg_is_in_recovery()") {
            throw .unsupported(
                "the server is a standby, which is read-only: migrate its primary")
        }
        if session.serverVersion < 150_000 {
            throw .unsupported(
                "the server is PostgreSQL \(session.serverVersion / 10_000): use version 15 or later")
        }
        if try !session.isTrue("current_setting('server_encoding') = 'UTF8'") {
            throw .unsupported(
                "the database is not encoded in UTF-8: create one that is, for example with "
                    + "CREATE DATABASE shop ENCODING 'UTF8' TEMPLATE template0")
        }
    }

    /// Throws if the connection is that of the application's role.
    ///
    /// Any advice to give this role the missing privileges would be one that the startup check refuses.
    private func checkOperator(_ session: inout MigrationSession) throws(MigrationError) {
        var name = Parameters()
        name.append(applicationRole)
        if try session.isTrue("$1 IN (session_user, current_user)", name) {
            throw .connectedAsApplicationRole(applicationRole)
        }
    }

    /// Throws if the application's role does not exist, or could bypass the schema's defences.
    private func checkRole(_ session: inout MigrationSession) throws(MigrationError) {
        var name = Parameters()
        name.append(applicationRole)
        let (exists, problems) = try session.transact { (session) throws(MigrationError) in
            (
                try session.isTrue("EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", name),
                try session.rows(RoleProblems.query(for: "$1"), name, RoleProblems.decode)
            )
        }
        if !exists { throw .unknownRole(applicationRole) }
        if !problems.isEmpty { throw .unsafeRole(applicationRole, problems: problems) }
    }

    /// Applies a migration, unless it was applied before.
    ///
    /// - Returns: True if this call applied it.
    private func apply(
        _ migration: Migration, _ session: inout MigrationSession
    ) throws(MigrationError) -> Bool {
        try session.execute("SET LOCAL ROLE \(SchemaOwner.role)")
        let history = SchemaHistory(
            records: try session.rows(SchemaHistory.query, Parameters(), SchemaHistory.decode))
        if let problem = history.problem(known: migrations) { throw MigrationError(problem) }
        guard history.version < migration.version else { return false }
        try session.execute(migration.statements)
        try record(migration, &session)
        return true
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
            try session.execute(
                ["SET LOCAL ROLE \(SchemaOwner.role)"] + Grants.statements(to: applicationRole))
        }
    }
}

// MARK: - Retries

extension Migrator {
    /// Runs a body in a transaction, and again, a few times, if it fails with one of these SQLSTATEs.
    ///
    /// A transaction that failed so changed nothing, and conflicted with another session. A migration locks many
    /// tables, one after another, and so may deadlock with running stores: 40P01.
    func retrying<Value>(
        onAny states: Set<SQLState>, _ session: inout MigrationSession,
        _ body: (inout MigrationSession) throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        var policy = RetryPolicy(.migration(states))
        while true {
            do throws(MigrationError) {
                return try session.transact(body)
            } catch {
                guard case .failed(let state?, _) = error,
                    case .retry = policy.decide(after: SQLState(state), remedy: .backOff)
                else { throw error }
            }
        }
    }
}

extension MigrationError {
    init(_ error: PostgresError) {
        if case .misconfigured(let message) = error {
            self = .misconfigured(message)
        } else {
            self = .failed(sqlState: error.sqlState?.code, message: "\(error)")
        }
    }
}
