import JoskLedger
import JoskLibPQ

/// Brings a schema up to date, step by step, each in a transaction of its own.
///
/// Whoever runs it must be able to create a schema, and to be, or become, a member of the role that owns it: a role
/// that nobody logs in as. Several may run at once: they wait for each other.
struct Migrator: Sendable {
    let applicationRole: String
    var migrations = Migration.all
    /// How long one statement may take, with the wait for other migrations.
    var time = Duration.seconds(600)

    /// Applies what is missing, and grants the application's role what it needs.
    ///
    /// - Returns: The steps that were applied.
    func run(on connection: PQConnection) throws(MigrationError) -> [Migration] {
        var session = MigrationSession(connection, time: time)
        try checkDatabase(&session)
        try checkRole(&session)
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
        // What it may do with the tables can be seen only now that they are there.
        try checkRole(&session)
        return applied
    }

    private func checkDatabase(_ session: inout MigrationSession) throws(MigrationError) {
        if try session.isTrue("pg_is_in_recovery()") {
            throw .unsupported(
                "the server is a standby, on which nothing can be written: migrate its primary")
        }
        if session.serverVersion < 150_000 { throw .unsupported("the server is older than PostgreSQL 15") }
        if try !session.isTrue("current_setting('server_encoding') = 'UTF8'") {
            throw .unsupported(
                "the database is not encoded in UTF-8: make one that is, as in CREATE DATABASE shop "
                    + "ENCODING 'UTF8' TEMPLATE template0")
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

    /// Applies a step, unless it was applied before; whether it was applied now.
    private func apply(
        _ migration: Migration, _ session: inout MigrationSession
    ) throws(MigrationError) -> Bool {
        try session.execute("SET LOCAL ROLE \(SchemaOwner.role)")
        let history = SchemaHistory(
            steps: try session.rows(SchemaHistory.query, Parameters(), SchemaHistory.decode))
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

// MARK: - Trying again

extension Migrator {
    /// Runs something in a transaction, and again if it ends with one of these SQLSTATEs, a few times: it left nothing
    /// behind, and stood in somebody's way.
    ///
    /// A step locks many tables, one after another, and so may deadlock with stores that are at work: 40P01.
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
        self = .failed(sqlState: error.sqlState?.code, message: "\(error)")
    }
}
