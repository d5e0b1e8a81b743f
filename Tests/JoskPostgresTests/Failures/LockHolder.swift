import JoskLedger
import JoskLibPQ
import JoskLock
import JoskTesting
import Logging
import PostgresWorker

/// A superuser's session that locks the customers of a shop, so that commands must wait for it.
struct LockHolder: Sendable {
    private let connection: PostgresConnection

    /// Creates a session that locks a shop's customers.
    init(of shop: Shop, on database: TestDatabase) async throws {
        connection = try await PostgresConnection.connect(
            ConnectionSettings(url: database.url), logger: .silent, by: .now + .seconds(3_600))
        try await Self.run(
            [
                "BEGIN",
                "SELECT FROM josk.customers WHERE business_id = '\(shop.tenant.id)' FOR NO KEY UPDATE",
            ], on: connection)
    }

    /// Releases the locks.
    func release() async { await connection.close() }

    private static func run(
        _ statements: [String], on connection: PostgresConnection
    ) async throws(PostgresError) {
        try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            for statement in statements { pipeline.append(Statement(statement)) }
            _ = try session.run(pipeline, by: .now + .seconds(3_600))
        }
    }
}

/// A value that one closure leaves to another.
final class Keeping<Value: Sendable>: Sendable {
    private let value = Locked(Value?.none)

    func put(_ new: Value) { value.withLock { $0 = new } }
    func take() -> Value? {
        value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}

extension TestDatabase {
    /// Waits until a session of the application waits for a lock, or for a standby, or until the command has ended.
    ///
    /// On a busy machine, the timeout of the command may pass first.
    func untilApplicationWaits(for event: String = "Lock", or isOver: Locked<Bool>) async throws {
        _ = try await eventually {
            if isOver.withLock({ $0 }) { return true }
            return try await run(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND usename <> 'postgres'
                    AND '\(event)' IN (wait_event_type, wait_event)
                """) != "0"
        }
    }

    /// The FROM and WHERE clauses of a query for the sessions that are not the superuser's.
    static let applicationSessions =
        "FROM pg_stat_activity WHERE datname = current_database() AND usename <> 'postgres'"

    /// Terminates the sessions that are not the superuser's, and waits until they have ended.
    func terminateApplicationSessions() async throws {
        try await run("SELECT pg_terminate_backend(pid, 60000) \(Self.applicationSessions)")
    }
}
