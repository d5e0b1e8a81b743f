package import Logging

/// A connection to PostgreSQL, on a thread of its own.
///
/// What runs on it runs to its end without anything in between: a whole transaction is one call of
/// ``run(_:)``.
package actor PostgresConnection {
    private let executor: ThreadExecutor
    private let wakeUp: WakeUp
    private var link: Link?

    /// The actor runs on its own thread, and nothing else does.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Connects.
    package static func connect(
        _ settings: ConnectionSettings, logger: Logger, by deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(wakeUp: try WakeUp())
        try await connection.open(settings, logger, by: deadline)
        return connection
    }

    private init(wakeUp: WakeUp) {
        self.wakeUp = wakeUp
        executor = ThreadExecutor(name: "josk-postgres")
    }

    deinit { executor.stop() }

    private func open(
        _ settings: ConnectionSettings, _ logger: Logger, by deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        link = try Link(settings, logger: logger, wakeUp: wakeUp, deadline: deadline)
    }

    /// Runs something on the connection, on its thread: it may wait for the server, and nothing else.
    package func run<Value: Sendable, Failure: Error>(
        _ body: @Sendable (inout Session) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        var session = Session(link: link)
        return try body(&session)
    }

    /// Whether the connection is alive and in no transaction.
    package var isIdle: Bool { link?.isIdle ?? false }

    /// Closes the connection; whatever the server still does for it is rolled back.
    package func close() { link = nil }
}

/// What may be done on a connection, while it is one's own.
package struct Session {
    private let link: Link?

    fileprivate init(link: Link?) { self.link = link }

    /// Sends statements in one flush, and waits for an answer each.
    package mutating func run(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> [Rows] {
        guard let link else { throw .lost("the connection was closed", nil) }
        return try link.run(pipeline, by: deadline)
    }

    /// Whether the connection is alive and in no transaction.
    package var isIdle: Bool { link?.isIdle ?? false }
    /// The server's version: 150018 is 15.18.
    package var serverVersion: Int { link?.serverVersion ?? 0 }
    /// The process that serves this connection.
    package var backendPID: Int32 { link?.backendPID ?? 0 }
}
