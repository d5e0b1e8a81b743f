import CJoskLibPQ
import Logging

/// Passes the server's notices on to a logger: libpq itself would print them to standard error.
final class NoticeReceiver {
    private let logger: Logger
    /// What the server said when it ended the connection while nothing was asked of it.
    private(set) var terminationError: ServerError?

    init(logger: Logger) { self.logger = logger }

    /// Takes the notices of a connection, which must not outlive this object.
    func receive(from connection: OpaquePointer) {
        // Invariant: PQConnection holds this object as long as the connection, so the pointer is good whenever
        // libpq calls, which it does on the thread that has called libpq.
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                let receiver = Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue()
                receiver.take(ServerError(of: result, otherwise: ""))
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func take(_ notice: ServerError) {
        if notice.severity == "FATAL" || notice.severity == "PANIC" { terminationError = notice }
        logger.debug("notice of the server", metadata: ["josk.notice": "\(notice)"])
    }
}
