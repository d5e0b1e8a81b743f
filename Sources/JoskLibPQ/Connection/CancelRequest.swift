import CJoskLibPQ
import Foundation

/// Asks the server to cancel the statement that a connection runs.
///
/// `PQcancel` blocks and opens a connection of its own, so it runs on a short-lived thread. The server
/// ignores a request that reaches it before the statement does, so it is repeated until the connection calls
/// ``end(by:)``. That one returns only when no request is under way any more: none can hit what the
/// connection does next.
///
/// `PQcancel` sends the request in the clear, also where the connection itself is encrypted. Who reads it on the way can
/// cancel this connection's statements, and nothing else.
final class CancelRequest: @unchecked Sendable {
    // Invariant: made by PQgetCancel, only read by PQcancel, which any thread may call, and freed once, in
    // `deinit`: the thread that uses it holds this object.
    private let key: OpaquePointer
    private let condition = NSCondition()
    // Invariant: both are touched only while `condition` is locked.
    private var isWanted = false
    private var isAsking = false

    /// The key of a connection that is made; nil if there is no memory for it.
    init?(for connection: OpaquePointer) {
        guard let key = PQgetCancel(connection) else { return nil }
        self.key = key
    }

    deinit { PQfreeCancel(key) }

    /// Asks, and asks again, until ``end(by:)`` or ``abandon()``. If there is no thread to be had, it does not ask: the
    /// period of grace then ends the connection.
    func begin() {
        condition.withLock {
            isWanted = true
            if isAsking { return }
            isAsking = (try? DetachedThread.start(name: "josk-cancel") { [self] in ask() }) != nil
        }
    }

    /// Stops asking, and waits for a request that is under way; false if it still is at the deadline.
    func end(by deadline: Date) -> Bool {
        condition.withLock {
            isWanted = false
            condition.broadcast()
            while isAsking {
                if !condition.wait(until: deadline) { return !isAsking }
            }
            return true
        }
    }

    /// Stops asking, and waits for nothing: what was to be cancelled is gone.
    func abandon() {
        condition.withLock {
            isWanted = false
            condition.broadcast()
        }
    }

    private func ask() {
        // PQcancel writes without MSG_NOSIGNAL: a server that hangs up would end the process.
        var brokenPipe = sigset_t()
        sigemptyset(&brokenPipe)
        sigaddset(&brokenPipe, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &brokenPipe, nil)
        var pause = 0.05
        repeat {
            var message = [CChar](repeating: 0, count: 256)
            // What it says is of no use: the statement ends, or it does not.
            _ = PQcancel(key, &message, Int32(message.count))
            pause = min(pause * 2, 1)
        } while isStillWanted(after: pause)
    }

    /// Waits a while; false, and the thread has ended for everyone else, as soon as nothing is to be asked.
    private func isStillWanted(after pause: TimeInterval) -> Bool {
        condition.withLock {
            let end = Date(timeIntervalSinceNow: pause)
            while isWanted, condition.wait(until: end) {}
            if isWanted { return true }
            isAsking = false
            condition.broadcast()
            return false
        }
    }
}
