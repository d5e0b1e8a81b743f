import Foundation
import JoskLibPQ
import Logging
import PostgresCluster

/// Connections to the shared server, for tests.
enum Server {
    static let logger: Logger = {
        var logger = Logger(label: "josk.tests.libpq") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        return logger
    }()

    /// Connects to the shared server's own database, or to the given URL.
    static func connect(
        _ url: String? = nil, logger: Logger = logger, within limit: Duration = .seconds(3_600),
        grace: Duration = .seconds(3_600)
    ) async throws -> PostgresConnection {
        let url = if let url { url } else { try await PostgresCluster.shared.url(database: "postgres") }
        return try await PostgresConnection.connect(
            settings(url, grace: grace), logger: logger, by: .now + limit)
    }

    /// Returns settings with a long grace period, because a slow machine may be slow to cancel.
    static func settings(_ url: String, grace: Duration = .seconds(3_600)) -> ConnectionSettings {
        var settings = ConnectionSettings(url: url)
        settings.grace = grace
        return settings
    }
}

extension ContinuousClock.Instant {
    /// A deadline that is late enough for a slow machine.
    static var soon: Self { .now + .seconds(3_600) }
}

extension PostgresConnection {
    /// Runs one statement.
    @discardableResult
    func run<Value: Sendable>(
        _ sql: String, _ parameters: Parameters = Parameters(), preparedAs name: String? = nil,
        by deadline: ContinuousClock.Instant = .soon,
        decode: @Sendable (Rows) throws(PostgresError) -> Value = { (_: Rows) throws(PostgresError) in () }
    ) async throws(PostgresError) -> Value {
        try await run { (session: PQConnection) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql, preparedAs: name), parameters)
            return try decode(session.run(pipeline, by: deadline)[0])
        }
    }

    /// Runs one statement that returns one value.
    func value<Value: PostgresValue>(
        _ sql: String, _ parameters: Parameters = Parameters(), preparedAs name: String? = nil,
        by deadline: ContinuousClock.Instant = .soon, as type: Value.Type = Value.self
    ) async throws(PostgresError) -> Value {
        try await run(sql, parameters, preparedAs: name, by: deadline) { (rows: Rows) throws(PostgresError) in
            try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in try row.next(type) }[0]
        }
    }

    /// Returns the error of a statement whose deadline passes while it runs; nil if it succeeded.
    ///
    /// On a slow machine the deadline may pass before the statement is sent. Then it is tried again, with more time.
    func errorAtDeadline(of sql: String) async -> PostgresError? {
        var time = Duration.milliseconds(100)
        while true {
            do throws(PostgresError) {
                try await run(sql, by: .now + time)
                return nil
            } catch {
                if error.serverError?.message != "cancelled before it was sent" { return error }
                time *= 2
            }
        }
    }

    /// Runs a body that the task's cancellation interrupts.
    func runCancellably<Value: Sendable>(
        _ body: @Sendable (PQConnection) throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        let use = await use(isCancellable: true) { connection in
            Result { () throws(PostgresError) in try body(connection) }
        }
        guard case .finished(let result, _) = use else { throw .lost("the connection is unusable", nil) }
        return try result.get()
    }

    /// Runs one cancellable statement.
    func runCancellably(_ sql: String) async throws(PostgresError) {
        try await runCancellably { (connection: PQConnection) throws(PostgresError) in
            _ = try connection.run(sql)
        }
    }

    /// Returns true if the connection is in no transaction and has not failed since its last use.
    func isUsable() async -> Bool {
        if case .finished = await use(isCancellable: false, { _ in }) { true } else { false }
    }

    var backendPID: Int32 {
        get async { await run { (session: PQConnection) in session.backendPID } }
    }
}

extension PQConnection {
    /// Runs one statement.
    @discardableResult
    func run(_ sql: String, preparedAs name: String? = nil) throws(PostgresError) -> Rows {
        var pipeline = Pipeline()
        pipeline.append(Statement(sql, preparedAs: name))
        return try run(pipeline, by: .soon)[0]
    }

    /// Runs one statement that returns one integer.
    func number(_ sql: String, preparedAs name: String? = nil) throws(PostgresError) -> Int64 {
        try run(sql, preparedAs: name).map { (row: inout Rows.RowDecoder) throws(PostgresError) in
            try row.next(Int64.self)
        }[0]
    }
}

extension ConnectionPool {
    /// Runs a body on a connection, for a command that is always of the same party.
    func withConnection<Value: Sendable>(
        by deadline: ContinuousClock.Instant, isCancellable: Bool = false,
        _ body: @Sendable (PQConnection) -> Value
    ) async throws(PoolError) -> Value {
        try await withConnection(
            by: deadline, for: .command(of: UUIDWords(high: 0, low: 0)), isCancellable: isCancellable, body)
    }

    /// Runs a body that may fail, on a connection.
    func trying<Value: Sendable>(
        by deadline: ContinuousClock.Instant = .soon, isCancellable: Bool = false,
        _ body: @Sendable (PQConnection) throws(PostgresError) -> Value
    ) async throws -> Value {
        try await withConnection(by: deadline, isCancellable: isCancellable) { connection in
            Result { () throws(PostgresError) in try body(connection) }
        }.get()
    }

    /// Leases a connection while an asynchronous body runs; the connection's thread waits for the body.
    func holding<Value>(
        by deadline: ContinuousClock.Instant = .soon, _ body: () async throws -> Value
    ) async throws -> Value {
        let (isHeld, isHeldNow) = AsyncStream.makeStream(of: Void.self)
        let mayEnd = DispatchSemaphore(value: 0)
        async let held: Void = {
            // Also ends the wait for the connection if there is none.
            defer { isHeldNow.finish() }
            try await withConnection(by: deadline) { _ in
                isHeldNow.yield()
                mayEnd.wait()
            }
        }()
        var hasConnection = false
        for await _ in isHeld {
            hasConnection = true
            break
        }
        guard hasConnection else {
            try await held
            throw CancellationError()
        }
        do {
            let value = try await body()
            mayEnd.signal()
            try await held
            return value
        } catch {
            mayEnd.signal()
            try await held
            throw error
        }
    }
}

/// Waits until a condition is true; returns false if it is not true within the limit.
///
/// The default limit is an hour, for a test that would never end.
func eventually(
    within limit: Duration = .seconds(3_600), _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return false
}
