import CJoskLibPQ
import Foundation
import Logging

/// One connection of libpq and its socket, driven by the machines. It belongs to one thread, and its methods
/// wait on it.
final class PQConnection {
    // Invariant: made by PQconnectStartParams, never nil, and freed once, in `deinit`, which also runs when
    // `init` throws: by then every property has its value.
    let connection: OpaquePointer
    let tickets: RunTickets
    /// How long the server may take to cancel a statement before the connection is given up.
    let grace: Duration
    private let notices: NoticeReceiver
    /// How to have a statement cancelled; nil before the connection is made.
    private(set) var cancelRequest: CancelRequest?
    var prepared = PreparedStatements()
    /// Whether the last pipeline was to be cancelled, and was answered in full all the same.
    var wasCancelledTooLate = false
    /// When the connection was begun to be made.
    let beginning = ContinuousClock.now
    /// What is wrong with the connection, if it can be used no more.
    private(set) var failure: PostgresError?

    /// Connects to one host, in pipeline mode from then on.
    init(
        _ settings: ConnectionSettings, logger: Logger, tickets: RunTickets,
        deadline: ContinuousClock.Instant
    ) throws(PostgresError) {
        connection = try Self.start(settings)
        self.tickets = tickets
        grace = settings.grace
        notices = NoticeReceiver(logger: logger)
        notices.receive(from: connection)
        try connect(by: deadline)
        PQsetnonblocking(connection, 1)
        guard PQenterPipelineMode(connection) == 1 else { throw .unreachable(message) }
        cancelRequest = CancelRequest(for: connection)
    }

    deinit {
        cancelRequest?.abandon()
        PQfinish(connection)
    }

    /// Whether the connection can be used for something new: alive as far as is known, and in no transaction.
    var isIdle: Bool {
        failure == nil && notices.lastWord == nil && PQtransactionStatus(connection) == PQTRANS_IDLE
    }

    /// The server's version: 150018 is 15.18.
    var serverVersion: Int { Int(PQserverVersion(connection)) }
    /// The process that serves this connection.
    var backendPID: Int32 { PQbackendPID(connection) }
    /// Whether the connection is encrypted, with TLS or GSS.
    var isEncrypted: Bool { PQsslInUse(connection) == 1 || PQgssEncInUse(connection) == 1 }

    func parameterStatus(_ name: String) -> String? {
        PQparameterStatus(connection, name).map { String(cString: $0) }
    }

    /// What libpq says of the connection.
    var message: String {
        String(cString: PQerrorMessage(connection)).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Looks, without waiting, whether the server has said or done something since it was last used, such as
    /// closing the connection; then ``isIdle`` knows.
    func noticeWhatHappened() {
        // Bounded: a server that only talks is not worth more.
        for _ in 0..<16 where failure == nil {
            guard case .ready = wait(for: .read, until: .now, isPatient: true) else { return }
            if PQconsumeInput(connection) == 0 { _ = fail(.lost(message, notices.lastWord)) }
            // Reads what has come, and passes on notices.
            _ = PQisBusy(connection)
        }
    }

    func fail(_ error: PostgresError) -> PostgresError {
        cancelRequest?.abandon()
        failure = error
        return error
    }
}
