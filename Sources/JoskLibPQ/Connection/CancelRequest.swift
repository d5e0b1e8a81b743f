import CJoskLibPQ
import Foundation

/// A request to the server to cancel the statement that a connection runs.
///
/// It has a socket of its own that never blocks, and the connection's thread advances it while it waits for the
/// response to the statement. A server that accepts the request and stays silent therefore costs only that socket, until
/// the connection's grace period ends.
///
/// The server ignores a request that arrives before the statement does, so the request is repeated until ``end(by:)``.
/// The server closes the socket when it has processed a request. When ``end(by:)`` has returned true, no request is in
/// flight, and none can cancel the connection's next statement.
///
/// The request is sent unencrypted, even if the connection itself is encrypted. An eavesdropper can cancel this
/// connection's statements, and nothing else.
final class CancelRequest {
    private enum State {
        /// No request is wanted.
        ///
        /// Next: `connecting`, `pausing`.
        case idle
        /// The socket is being connected.
        ///
        /// Next: `sent`, `pausing`, `idle`.
        case connecting(Int32)
        /// The request was sent, and the server has not closed the socket yet.
        ///
        /// Next: `pausing`, `idle`.
        case sent(Int32)
        /// The request is repeated at this time.
        ///
        /// Next: `connecting`, `idle`.
        case pausing(ContinuousClock.Instant)
    }

    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(1)

    private let key: CancelKey
    private var state = State.idle
    private var pause = CancelRequest.firstPause

    init(_ key: CancelKey) { self.key = key }

    deinit { abandon() }

    /// Begins to send the request, and repeats it until ``end(by:)`` or ``abandon()``.
    func begin() {
        guard case .idle = state else { return }
        pause = Self.firstPause
        connect()
    }

    /// The socket to watch and its events; nil while there is none.
    var awaited: pollfd? {
        switch state {
        case .idle, .pausing: nil
        case .connecting(let socket): pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
        case .sent(let socket): pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        }
    }

    /// The time until the request is repeated; nil if it is not waiting for that.
    var timeToRepetition: Duration? {
        guard case .pausing(let end) = state else { return nil }
        return max(.zero, ContinuousClock.now.duration(to: end))
    }

    /// Takes the next step, if its time has come.
    ///
    /// - Parameter isReady: True if an event of ``awaited`` has occurred.
    func advance(isReady: Bool) {
        switch state {
        case .connecting(let socket) where isReady: send(on: socket)
        case .sent(let socket) where isReady:
            var byte: UInt8 = 0
            let count = recv(socket, &byte, 1, 0)
            // A server closes the socket without a response.
            if count > 0 || count < 0 && (errno == EINTR || errno == EAGAIN) { return }
            close(socket)
            repeatLater()
        case .pausing(let end) where end <= .now: connect()
        case .idle, .connecting, .sent, .pausing: return
        }
    }

    /// Sends no further request, and waits for one in flight.
    ///
    /// - Returns: False if a request was still in flight at the deadline; its socket is closed.
    func end(by deadline: ContinuousClock.Instant) -> Bool {
        while var awaited {
            // A request whose connection is not made yet is not sent any more.
            if case .connecting = state { break }
            let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
            let count = poll(&awaited, 1, Int32(max(0, min(left.rounded(.up), 3_600_000))))
            advance(isReady: count > 0)
            // Bytes without end must not postpone the deadline.
            if left <= 0, self.awaited != nil {
                abandon()
                return false
            }
        }
        abandon()
        return true
    }

    /// Sends no further request, and closes the socket of one in flight.
    ///
    /// The connection is closed or unusable, or no request is in flight.
    func abandon() {
        switch state {
        case .connecting(let socket), .sent(let socket): close(socket)
        case .idle, .pausing: break
        }
        state = .idle
    }

    private func connect() {
        guard let socket = key.address.beginConnecting() else { return repeatLater() }
        state = .connecting(socket)
    }

    private func send(on socket: Int32) {
        // Sixteen bytes fit into the buffer of a new socket. A failed connection fails here.
        if JoskSend(socket, key.message, key.message.count) == key.message.count {
            state = .sent(socket)
        } else {
            close(socket)
            repeatLater()
        }
    }

    private func repeatLater() {
        state = .pausing(.now + pause)
        pause = min(pause * 2, Self.longestPause)
    }
}
