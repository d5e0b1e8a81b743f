import CJoskLibPQ
import Foundation
import Logging

/// One connection of libpq and its socket, driven by the state machines.
///
/// It belongs to one thread, and its methods wait on that thread.
package final class PQConnection {
    // Invariant: PQconnectStartParams makes the handle, and `close` frees it once, and clears it. `deinit` calls
    // `close`, also when `init` throws: by then every property has its value.
    private var handle: OpaquePointer?
    let tickets: RunTickets
    /// The time that the server has to cancel a statement before the connection is given up.
    let grace: Duration
    private let notices: NoticeReceiver
    /// The request that cancels a running statement.
    ///
    /// It is nil before the connection is made, or if libpq's trace has no key in a known form. A statement is then not
    /// cancelled at its deadline: the grace period ends, and with it the connection.
    private(set) var cancelRequest: CancelRequest?
    var prepared = PreparedStatements()
    private let connectStart = ContinuousClock.now
    /// The reason why the connection can no longer be used; nil while it can.
    private(set) var failure: PostgresError?

    /// Creates a connection to one host, in pipeline mode.
    init(
        _ settings: ConnectionSettings, logger: Logger, tickets: RunTickets,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        handle = try Self.start(settings)
        self.tickets = tickets
        grace = settings.grace
        notices = NoticeReceiver(logger: logger)
        notices.receive(from: pgConn)
        let key = try connect(with: settings, by: deadline)
        PQsetnonblocking(pgConn, 1)
        guard PQenterPipelineMode(pgConn) == 1 else { throw .unreachable(message) }
        cancelRequest = key.map { CancelRequest($0) }
    }

    deinit { close() }

    /// Closes the connection; the server rolls back an open transaction.
    ///
    /// It may be called more than once.
    func close() {
        cancelRequest?.abandon()
        failure = failure ?? .lost("the connection was closed", nil)
        guard let handle else { return }
        self.handle = nil
        PQfinish(handle)
    }

    /// Marks the connection as unusable, and returns the error.
    ///
    /// The connection stays open until it is closed.
    func fail(_ error: PostgresError) -> PostgresError {
        cancelRequest?.abandon()
        failure = error
        return error
    }

    /// Marks a connection as unusable that is healthy, but leads to the wrong server.
    package func giveUp(_ reason: String) { _ = fail(.lost(reason, nil)) }

    /// The connection, for functions of libpq.
    ///
    /// Precondition: the connection is not closed, which holds while ``failure`` is nil.
    var pgConn: OpaquePointer {
        guard let handle else { preconditionFailure("a closed connection was used") }
        return handle
    }
}

// MARK: - State

extension PQConnection {
    /// True if the connection can be used again.
    ///
    /// It is then alive as far as is known, and in no transaction.
    package var isIdle: Bool {
        failure == nil && notices.terminationError == nil && PQtransactionStatus(pgConn) == PQTRANS_IDLE
    }

    /// The time since connecting began.
    package var age: Duration { connectStart.duration(to: .now) }
    /// The server's version, such as 150018 for 15.18; 0 once the connection is closed.
    package var serverVersion: Int { handle.map { Int(PQserverVersion($0)) } ?? 0 }
    /// The ID of the server process for this connection; 0 once the connection is closed.
    package var backendPID: Int32 { handle.map { PQbackendPID($0) } ?? 0 }
    /// True if the connection is encrypted, with TLS or GSS.
    package var isEncrypted: Bool {
        handle.map { PQsslInUse($0) == 1 || PQgssEncInUse($0) == 1 } ?? false
    }

    /// Returns a parameter that the server reports about itself, such as `TimeZone` or `in_hot_standby`.
    package func parameterStatus(_ name: String) -> String? {
        handle.flatMap { PQparameterStatus($0, name) }.map { String(cString: $0) }
    }

    /// libpq's latest message about the connection.
    var message: String {
        String(cString: PQerrorMessage(pgConn)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Reads pending input without waiting.
    ///
    /// ``isIdle`` then reflects the server's messages since the connection was last used, such as the end of the
    /// session.
    func readPendingInput() {
        // Bounded, because a server can send notices without end.
        for _ in 0..<16 where failure == nil {
            guard case .ready = wait(for: .read, until: .now, isPatient: true) else { return }
            if PQconsumeInput(pgConn) == 0 { _ = fail(.lost(message, notices.terminationError)) }
            // Parses the received data, and passes on notices.
            _ = PQisBusy(pgConn)
        }
    }
}
