import JoskLibPQ
import Logging
import Synchronization

/// A gate that holds processes back until all of them have started.
///
/// The gate locks every customer and product, and releases the locks when the expected number of sessions waits. The
/// processes then run at the same time, however long each took to start.
final class StartingGate: Sendable {
    private let holder: PostgresConnection
    /// The connection that observes the waiting sessions.
    ///
    /// Within its transaction, the holder would see the same snapshot of the activity each time.
    private let observer: PostgresConnection
    /// True if a process has ended, which normally happens only after the gate has opened.
    private let hasLostOne = Atomic(false)

    private init(_ database: TestDatabase) async throws {
        (holder, observer) = (try await Self.connect(database), try await Self.connect(database))
        for sql in [
            "BEGIN", "SELECT FROM josk.customers FOR UPDATE", "SELECT FROM josk.products FOR UPDATE",
        ] { try await Self.run(sql, on: holder) }
    }

    /// Starts a process for each job, opens the gate when this many of their sessions wait, and returns their results.
    static func race<Job: Sendable, Value: Sendable>(
        _ jobs: [Job], on database: TestDatabase, whenWaiting sessions: Int,
        _ start: @escaping @Sendable (Job) async throws -> Value
    ) async throws -> [Value] {
        let gate = try await StartingGate(database)
        async let opening: Void = gate.open(whenWaiting: sessions)
        let values = try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for (index, job) in jobs.enumerated() {
                group.addTask {
                    defer { gate.hasLostOne.store(true, ordering: .relaxed) }
                    return (index, try await start(job))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        try await opening
        return jobs.indices.compactMap { values[$0] }
    }

    /// Waits until this many sessions wait for a lock, or a process has ended, and releases the locks.
    private func open(whenWaiting sessions: Int) async throws {
        let waiting = """
            SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """
        _ = try await eventually {
            if hasLostOne.load(ordering: .relaxed) { return true }
            return try await Self.run(waiting, on: observer) >= sessions
        }
        try await Self.run("COMMIT", on: holder)
        await observer.close()
        await holder.close()
    }

    private static func connect(_ database: TestDatabase) async throws -> PostgresConnection {
        try await PostgresConnection.connect(
            ConnectionSettings(url: database.url),
            logger: Logger(label: "josk.tests.gate") { _ in SwiftLogNoOpLogHandler() },
            by: .now + .seconds(3_600))
    }

    /// Runs a statement, and returns the number of rows.
    @discardableResult
    private static func run(
        _ sql: String, on connection: PostgresConnection
    ) async throws(PostgresError) -> Int {
        try await connection.run { (session: PQConnection) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql))
            return try session.run(pipeline, by: .now + .seconds(3_600))[0].count
        }
    }
}
