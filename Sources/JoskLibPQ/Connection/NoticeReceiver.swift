import CJoskLibPQ
import Logging

/// Passes the server's notices on to a logger: libpq itself would print them to standard error.
final class NoticeReceiver {
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// Takes the notices of a connection, which must not outlive this object.
    func receive(from connection: OpaquePointer) {
        // Invariant: the link holds this object as long as the connection, so the pointer is good whenever libpq
        // calls.
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                let receiver = Unmanaged<NoticeReceiver>.fromOpaque(context).takeUnretainedValue()
                let notice = ServerError(of: result, otherwise: "")
                receiver.logger.debug("notice of the server", metadata: ["josk.notice": "\(notice)"])
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
