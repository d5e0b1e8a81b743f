import CJoskLibPQ
import JoskText
import Logging

/// A receiver that passes the server's notices to a logger.
///
/// libpq itself would print them to standard error.
final class NoticeReceiver {
    private let logger: Logger
    /// The error with which the server ended the connection while no statement was running.
    private(set) var terminationError: ServerError?

    init(logger: Logger) { self.logger = logger }

    /// Receives the notices of a connection, which must not outlive this object.
    func receive(from connection: OpaquePointer) {
        // Invariant: PQConnection retains this object as long as the connection, so the pointer is valid whenever
        // libpq calls, which it does on the thread that has called libpq.
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                let receiver = Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue()
                guard let notice = ServerError(of: result) else {
                    return receiver.log(String(cString: PQresultErrorMessage(result)))
                }
                receiver.take(notice)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func take(_ notice: ServerError) {
        if notice.severity == "FATAL" || notice.severity == "PANIC" { terminationError = notice }
        log("\(notice)")
    }

    /// Logs a notice of the server, or one of libpq's own, which has no SQLSTATE.
    private func log(_ notice: String) {
        logger.debug(
            "notice from the server", metadata: ["josk.notice": "\(notice.escapingControlCharacters)"])
    }
}
