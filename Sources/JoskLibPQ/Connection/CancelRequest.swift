import CJoskLibPQ
import Foundation

/// A request to the server to cancel the statement that a connection runs.
///
/// `PQcancel` blocks and opens a connection of its own, so it runs on a short-lived thread. The server ignores a
/// request that arrives before the statement does, so the thread repeats it until the connection calls ``end(by:)``.
/// When that method has returned true, no request is in flight, and none can cancel the connection's next statement.
///
/// `PQcancel` sends the request unencrypted, even if the connection itself is encrypted. An eavesdropper can cancel
/// this connection's statements, and nothing else.
final class CancelRequest: @unchecked Sendable {
    // Invariant: PQgetCancel makes the key. PQcancel, which any thread may call, only reads it. `deinit` frees it once:
    // the thread that uses the key retains this object.
    private let key: OpaquePointer
    private let condition = NSCondition()
    // Invariant: both are touched only while `condition` is locked.
    private var isWanted = false
    private var isSending = false

    /// Creates a request for an established connection; nil if memory for its key cannot be allocated.
    init?(for connection: OpaquePointer) {
        guard let key = PQgetCancel(connection) else { return nil }
        self.key = key
    }

    deinit { PQfreeCancel(key) }

    /// Sends the request, and repeats it until ``end(by:)`` or ``abandon()``.
    ///
    /// If no thread can be started, no request is sent: the grace period then ends the connection.
    func begin() {
        condition.withLock {
            isWanted = true
            if isSending { return }
            isSending = (try? DetachedThread.start(name: "josk-cancel") { [self] in sendRepeatedly() }) != nil
        }
    }

    /// Stops sending, and waits for a request in flight.
    ///
    /// - Returns: False if a request is still in flight at the deadline.
    func end(by deadline: Date) -> Bool {
        condition.withLock {
            isWanted = false
            condition.broadcast()
            while isSending {
                if !condition.wait(until: deadline) { return !isSending }
            }
            return true
        }
    }

    /// Stops sending, without waiting: the connection is closed or unusable, so nothing is left to cancel.
    func abandon() {
        condition.withLock {
            isWanted = false
            condition.broadcast()
        }
    }

    private func sendRepeatedly() {
        // PQcancel writes without MSG_NOSIGNAL: without this mask, a server that hangs up would end the process.
        var brokenPipe = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        var pause = 0.05
        repeat {
            var message = [CChar](repeating: 0, count: 256)
            // The result is not needed: the statement ends, or it does not.
            _ = PQcancel(key, &message, Int32(message.count))
            pause = min(pause * 2, 1)
        } while shouldContinue(after: pause)
    }

    /// Waits for the pause, and returns true if another request is to be sent.
    ///
    /// It returns false as soon as no request is wanted. Other threads then regard this thread as ended.
    private func shouldContinue(after pause: TimeInterval) -> Bool {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: pause)
            while isWanted, condition.wait(until: end) {}
            if isWanted { return true }
            isSending = false
            condition.broadcast()
            return false
        }
    }
}
