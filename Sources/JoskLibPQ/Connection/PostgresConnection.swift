package import Logging

/// A connection to PostgreSQL on a thread of its own.
///
/// A body runs on it without interruption: a whole transaction is one call of ``run(_:)`` or ``use(isCancellable:_:)``.
package actor PostgresConnection {
    private let executor: ThreadExecutor
    private let tickets: RunTickets
    /// The connection of libpq, set once by ``connect(_:logger:by:)``.
    private var connection: PQConnection?

    /// The executor, which has a thread to itself.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens a connection on a new thread.
    ///
    /// - Throws: ``PostgresError/unreachable(_:_:)`` or ``PostgresError/misconfigured(_:)``.
    package static func connect(
        _ settings: ConnectionSettings, logger: Logger, by deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = try PostgresConnection(tickets: RunTickets())
        try await connection.open(settings, logger, by: deadline)
        return connection
    }

    private init(tickets: RunTickets) throws(PostgresError) {
        self.tickets = tickets
        executor = try ThreadExecutor(name: "josk-postgres")
    }

    deinit { executor.stop() }

    private func open(
        _ settings: ConnectionSettings, _ logger: Logger, by deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        connection = try PQConnection.connect(settings, logger: logger, tickets: tickets, deadline: deadline)
    }

    /// Closes the connection; the server rolls back an open transaction.
    package func close() { connection?.close() }
}

// MARK: - Running

extension PostgresConnection {
    /// Runs a body on the connection's thread.
    ///
    /// The body may wait for the server, and for nothing else. The task's cancellation has no effect: a transaction
    /// ends by its own logic.
    package func run<Value: Sendable, Failure: Error>(
        _ body: @Sendable (PQConnection) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try run(body, as: tickets.take())
    }

    private func run<Value: Sendable, Failure: Error>(
        _ body: @Sendable (PQConnection) throws(Failure) -> Value, as ticket: RunTicket
    ) throws(Failure) -> Value {
        guard let connection else { preconditionFailure("a connection was used before it was opened") }
        tickets.begin(ticket)
        defer {
            tickets.end(ticket)
            if connection.failure != nil { connection.close() }
        }
        return try body(connection)
    }
}

// MARK: - Using

extension PostgresConnection {
    /// The result of using a connection.
    package enum Use<Value: Sendable>: Sendable {
        /// The body ran; `isReusable` is true if another caller can use the connection.
        case finished(Value, isReusable: Bool)
        /// The body did not run, because the connection is dead or in a transaction.
        case unusable
    }

    /// Runs a body if the connection is alive and idle, and reports whether it can be used again.
    ///
    /// This takes one thread hop to the connection's thread and one back.
    ///
    /// - Parameters:
    ///   - isCancellable: True if the body, such as a read, may be interrupted anywhere. When the task is cancelled,
    ///     the server is asked to cancel the statement, which then fails with the SQLSTATE 57014, and the connection
    ///     stays usable. Statements that were not sent yet fail in the same way.
    ///   - body: The body to run.
    package nonisolated func use<Value: Sendable>(
        isCancellable: Bool, _ body: @Sendable (PQConnection) -> Value
    ) async -> Use<Value> {
        let ticket = tickets.take()
        guard isCancellable else { return await use(body, as: ticket) }
        return await withTaskCancellationHandler {
            await use(body, as: ticket)
        } onCancel: {
            tickets.cancel(ticket)
        }
    }

    private func use<Value: Sendable>(
        _ body: @Sendable (PQConnection) -> Value, as ticket: RunTicket
    ) -> Use<Value> {
        connection?.readPendingInput()
        guard isIdle else {
            tickets.end(ticket)
            if connection?.failure != nil { connection?.close() }
            return .unusable
        }
        let value = run(body, as: ticket)
        return .finished(value, isReusable: isIdle)
    }

    /// True if the connection is alive as far as is known, and in no transaction.
    package var isIdle: Bool { connection?.isIdle ?? false }
}
