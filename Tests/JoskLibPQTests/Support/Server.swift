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

    /// A connection to the shared server's own database, or to the given one.
    static func connect(
        _ url: String? = nil, logger: Logger = logger, within limit: Duration = .seconds(3_600),
        grace: Duration = .seconds(3_600)
    ) async throws -> PostgresConnection {
        let url = if let url { url } else { try await PostgresCluster.shared.url(database: "postgres") }
        return try await PostgresConnection.connect(
            settings(url, grace: grace), logger: logger, by: .now + limit)
    }

    /// Patient settings: a slow machine may take its time to cancel.
    static func settings(_ url: String, grace: Duration = .seconds(3_600)) -> ConnectionSettings {
        var settings = ConnectionSettings(url: url)
        settings.grace = grace
        return settings
    }
}

extension ContinuousClock.Instant {
    /// Far enough away for a slow machine.
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
        try await run { (session: inout Session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql, preparedAs: name), parameters)
            return try decode(session.run(pipeline, by: deadline)[0])
        }
    }

    /// Runs one statement that answers with one value.
    func value<Value: PostgresValue>(
        _ sql: String, _ parameters: Parameters = Parameters(), preparedAs name: String? = nil,
        by deadline: ContinuousClock.Instant = .soon, as type: Value.Type = Value.self
    ) async throws(PostgresError) -> Value {
        try await run(sql, parameters, preparedAs: name, by: deadline) { (rows: Rows) throws(PostgresError) in
            try rows.map { (row: inout Rows.RowDecoder) throws(PostgresError) in try row.next(type) }[0]
        }
    }

    /// What comes of a statement whose deadline passes while it runs; nil if it ended well. On a slow machine the
    /// deadline may pass before it was sent: then it is tried again, with more time.
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

    /// Runs one cancellable statement.
    func runCancellably(_ sql: String) async throws(PostgresError) {
        try await runCancellably { (session: inout Session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql))
            _ = try session.run(pipeline, by: .soon)
        }
    }

    var backendPID: Int32 {
        get async { await run { (session: inout Session) in session.backendPID } }
    }
}

/// Waits until something is so. It gives up after an hour, for a test that would never end.
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
