import JoskLibPQ

/// A session that runs statements one after another, each with the same time limit.
struct MigrationSession {
    private let connection: PQConnection
    private let time: Duration

    init(_ connection: PQConnection, time: Duration) {
        self.connection = connection
        self.time = time
    }

    /// The server's version: 150018 is 15.18.
    var serverVersion: Int { connection.serverVersion }

    mutating func execute(_ statements: [String]) throws(MigrationError) {
        var pipeline = Pipeline()
        for statement in statements { pipeline.append(Statement(statement)) }
        _ = try run(pipeline)
    }

    mutating func execute(
        _ statement: String, _ parameters: Parameters = Parameters()
    ) throws(MigrationError) { _ = try rows(statement, parameters) { (_) throws(PostgresError) in } }

    /// Returns the rows of a query.
    mutating func rows<Row>(
        _ query: String, _ parameters: Parameters = Parameters(),
        _ decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) throws(MigrationError) -> [Row] {
        var pipeline = Pipeline()
        pipeline.append(Statement(query), parameters)
        let results = try run(pipeline)
        do throws(PostgresError) {
            return try results.first?.map(decode) ?? []
        } catch {
            throw MigrationError(error)
        }
    }

    /// Returns true if an SQL condition is true.
    mutating func isTrue(
        _ condition: String, _ parameters: Parameters = Parameters()
    ) throws(MigrationError) -> Bool {
        let results = try rows("SELECT \(condition)", parameters) { (row) throws(PostgresError) in
            try row.next(Bool.self)
        }
        return results == [true]
    }

    /// Runs a body in a transaction that waits for all other migrations of this database.
    mutating func transact<Value>(
        _ body: (inout MigrationSession) throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        do throws(MigrationError) {
            try execute([
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                // An operator from another schema must not get into a constraint.
                "SET LOCAL search_path = pg_catalog, pg_temp",
                // Timeouts of the role must not end the wait for another migration.
                "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
                "SET LOCAL idle_in_transaction_session_timeout = 0",
                // The setting exists from version 17 on.
                """
                SELECT set_config('transaction_timeout', '0', true)
                WHERE current_setting('transaction_timeout', true) IS NOT NULL
                """,
                "SELECT FROM pg_advisory_xact_lock(\(Self.lock))",
            ])
            let value = try body(&self)
            try execute("COMMIT")
            return value
        } catch {
            connection.rollBack()
            throw error
        }
    }

    private mutating func run(_ pipeline: Pipeline) throws(MigrationError) -> [Rows] {
        do throws(PostgresError) {
            return try connection.run(pipeline, by: .now + time)
        } catch {
            throw MigrationError(error)
        }
    }

    /// The key of the advisory lock that migrations hold: "josk" in ASCII.
    private static let lock: Int64 = 0x6a6f_736b
}
