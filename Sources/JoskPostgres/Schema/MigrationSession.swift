import JoskLibPQ

/// Statements one after another, each with the same time to run in.
struct MigrationSession {
    private var session: Session
    private let time: Duration

    init(_ session: Session, time: Duration) {
        self.session = session
        self.time = time
    }

    /// The server's version: 150018 is 15.18.
    var serverVersion: Int { session.serverVersion }

    mutating func execute(_ statements: [String]) throws(PostgresError) {
        var pipeline = Pipeline()
        for statement in statements { pipeline.append(Statement(statement)) }
        _ = try session.run(pipeline, by: .now + time)
    }

    mutating func execute(
        _ statement: String, _ parameters: Parameters = Parameters()
    ) throws(PostgresError) { _ = try rows(statement, parameters) { (_) throws(PostgresError) in } }

    /// The rows of a query.
    mutating func rows<Row>(
        _ query: String, _ parameters: Parameters = Parameters(),
        _ decode: (inout Rows.RowDecoder) throws(PostgresError) -> Row
    ) throws(PostgresError) -> [Row] {
        var pipeline = Pipeline()
        pipeline.append(Statement(query), parameters)
        return try session.run(pipeline, by: .now + time).first?.map(decode) ?? []
    }

    /// Whether a condition is true.
    mutating func isTrue(
        _ condition: String, _ parameters: Parameters = Parameters()
    ) throws(PostgresError) -> Bool {
        let answers = try rows("SELECT \(condition)", parameters) { (row) throws(PostgresError) in
            try row.next(Bool.self)
        }
        return answers == [true]
    }

    /// Runs something in a transaction that waits for all other migrations of this database.
    mutating func transact<Failure: Error>(
        converting: (PostgresError) -> Failure,
        _ body: (inout MigrationSession) throws(Failure) -> Void
    ) throws(Failure) {
        do throws(Failure) {
            try mapping(converting) { (session) throws(PostgresError) in
                try session.execute([
                    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                    // No operator of somebody else's may find its way into a constraint.
                    "SET LOCAL search_path = pg_catalog, pg_temp",
                    // A migration waits for another as long as it takes, whatever the role has set.
                    "SET LOCAL statement_timeout = 0", "SET LOCAL lock_timeout = 0",
                    "SET LOCAL idle_in_transaction_session_timeout = 0",
                    "SELECT FROM pg_advisory_xact_lock(\(Self.lock))",
                ])
            }
            try body(&self)
            try mapping(converting) { (session) throws(PostgresError) in try session.execute("COMMIT") }
        } catch {
            session.rollBack()
            throw error
        }
    }

    /// Runs something whose failure is another's.
    mutating func mapping<Failure: Error, Value>(
        _ convert: (PostgresError) -> Failure,
        _ body: (inout MigrationSession) throws(PostgresError) -> Value
    ) throws(Failure) -> Value {
        do throws(PostgresError) {
            return try body(&self)
        } catch {
            throw convert(error)
        }
    }

    /// The key of the advisory lock that migrations hold: "josk" in ASCII.
    private static let lock: Int64 = 0x6a6f_736b
}
