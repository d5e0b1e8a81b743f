package import Logging

/// A connection to PostgreSQL, on a thread of its own.
///
/// What runs on it runs to its end without anything in between: a whole transaction is one call of
/// ``run(_:)``.
package actor PostgresConnection {
    private let executor: ThreadExecutor
    private let tickets: RunTickets
    private var link: PQConnection?
    /// What ended the connection, once it has.
    private var failure = PostgresError.lost("the connection was closed", nil)

    /// The actor runs on its own thread, and nothing else does.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Connects.
    ///
    /// - Throws: ``PostgresError/unreachable(_:_:)``.
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
        link = try PQConnection.connect(settings, logger: logger, tickets: tickets, deadline: deadline)
    }

    /// Runs something on the connection, on its thread: it may wait for the server, and nothing else.
    ///
    /// It takes no notice of the task's cancellation: a transaction is ended by its own logic.
    package func run<Value: Sendable, Failure: Error>(
        _ body: @Sendable (inout Session) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try run(body, as: tickets.take())
    }

    /// What became of a use of a connection.
    package enum Use<Value: Sendable>: Sendable {
        /// It was run; and whether the connection can be used by somebody else.
        case done(Value, isReusable: Bool)
        /// It was not: the connection is not alive, or not in order.
        case unusable
    }

    /// Runs something on the connection, if the connection lives, and tells whether it can be used again: as
    /// ``isUsable()``, ``run(_:)`` and ``isIdle`` do, with one change of threads instead of three.
    package func use<Value: Sendable>(_ body: @Sendable (inout Session) -> Value) -> Use<Value> {
        guard isUsable() else { return .unusable }
        let value = run(body, as: tickets.take())
        return .done(value, isReusable: isIdle)
    }

    /// Runs something that may be broken off anywhere, such as a read. When the task is cancelled, the server
    /// is asked to cancel the statement, which then fails with the SQLSTATE 57014, and the connection stays
    /// usable; what has not been sent yet fails in the same way.
    package nonisolated func runCancellably<Value: Sendable, Failure: Error>(
        _ body: @Sendable (inout Session) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let ticket = tickets.take()
        let result: Result<Value, Failure> = await withTaskCancellationHandler {
            do throws(Failure) {
                return .success(try await run(body, as: ticket))
            } catch {
                return .failure(error)
            }
        } onCancel: {
            tickets.cancel(ticket)
        }
        return try result.get()
    }

    private func run<Value: Sendable, Failure: Error>(
        _ body: @Sendable (inout Session) throws(Failure) -> Value, as ticket: RunTicket
    ) throws(Failure) -> Value {
        tickets.begin(ticket)
        defer {
            tickets.end(ticket)
            closeIfFailed()
        }
        var session = Session(link: link, failure: failure)
        return try body(&session)
    }

    /// Cancels what runs on the connection now, whatever it is; nothing if nothing does. From any thread, at
    /// once: ``run(_:)`` throws what comes of it.
    ///
    /// For tests: on a connection of a pool it may hit the statement of whoever holds it next.
    nonisolated func cancel() { tickets.cancel() }

    /// Whether the connection is alive as far as is known, and in no transaction.
    package var isIdle: Bool { link?.isIdle ?? false }

    /// Whether the connection is in no transaction, and nothing has happened to it since it was last used.
    package func isUsable() -> Bool {
        link?.noticeWhatHappened()
        closeIfFailed()
        return isIdle
    }

    private func closeIfFailed() {
        guard let reason = link?.failure else { return }
        failure = reason
        link = nil
    }

    /// Closes the connection; whatever the server still does for it is rolled back.
    package func close() { link = nil }
}

/// What may be done on a connection, while it is one's own.
package struct Session {
    private let link: PQConnection?
    private let failure: PostgresError

    fileprivate init(link: PQConnection?, failure: PostgresError) {
        self.link = link
        self.failure = failure
    }

    /// Sends statements in one flush, and waits for an answer each.
    ///
    /// - Parameter isCancellable: Whether a cancellation of the run breaks it off. Not for what must be done just
    ///   because of one, such as a ROLLBACK.
    package mutating func run(
        _ pipeline: Pipeline, by deadline: ContinuousClock.Instant, isCancellable: Bool = true
    ) throws(PostgresError) -> [Rows] {
        guard let link else { throw failure }
        return try link.run(pipeline, by: deadline, isCancellable: isCancellable)
    }

    /// Gives the connection up, though it lives: it leads to where nobody wants to be.
    package mutating func giveUp(_ why: String) { _ = link?.fail(.lost(why, nil)) }

    /// Whether the connection is alive and in no transaction.
    package var isIdle: Bool { link?.isIdle ?? false }
    /// How long ago the connection was made.
    package var age: Duration { link.map { $0.beginning.duration(to: .now) } ?? .zero }
    /// Whether the last pipeline was to be cancelled, and was answered in full all the same. A COMMIT that waited
    /// for a standby then waits no longer, and answers as if the standby had it.
    package var wasCancelledTooLate: Bool { link?.wasCancelledTooLate ?? false }
    /// The server's version: 150018 is 15.18.
    package var serverVersion: Int { link?.serverVersion ?? 0 }
    /// The process that serves this connection.
    package var backendPID: Int32 { link?.backendPID ?? 0 }
    /// Whether the connection is encrypted.
    package var isEncrypted: Bool { link?.isEncrypted ?? false }
    /// What the server reports of itself, such as `TimeZone` or `in_hot_standby`.
    package func parameterStatus(_ name: String) -> String? { link?.parameterStatus(name) }
}
