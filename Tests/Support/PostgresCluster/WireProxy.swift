import Foundation

/// A man in the middle between clients and a server on 127.0.0.1, for tests of what a network does: it counts
/// changes of direction, delays, and cuts a connection at a chosen moment.
///
/// It reads what passes as plain bytes: TLS must be off.
package final class WireProxy: Sendable {
    /// When a client's connection is cut: at the first bytes from the client that contain the marker.
    package struct Cut: Sendable {
        package enum Moment: Sendable {
            /// The server never sees them.
            case beforeForwarding
            /// The server sees them; the client never sees the answer.
            case afterForwarding
        }

        package let marker: [UInt8]
        package let moment: Moment

        package init(at marker: String, _ moment: Moment) {
            self.marker = Array(marker.utf8)
            self.moment = moment
        }
    }

    struct State: Sendable {
        var roundTrips = 0
        var cut: Cut?
        var cutCount = 0
        var delay: Duration = .zero
        var greetingDelay: Duration = .zero
        var isEnded = false
    }

    private let listener: ListeningSocket
    private let serverPort: Int
    private let state = Guarded(State())

    /// Where clients connect to.
    package var port: Int { listener.port }

    /// Starts to listen, on a thread of its own; each client gets another. It ends with ``end()``.
    package init(toPort serverPort: Int) throws {
        listener = try ListeningSocket()
        self.serverPort = serverPort
        let thread = Thread { [self] in acceptClients() }
        thread.name = "wire-proxy"
        thread.start()
    }

    /// How many times the direction changed from the server's bytes to the client's, over all clients: how
    /// many times somebody asked, and waited for the answer.
    package var roundTrips: Int { state.withLock { $0.roundTrips } }
    package func resetRoundTrips() { state.withLock { $0.roundTrips = 0 } }

    /// Cuts the next connection whose client sends the marker; that one only. Nil: none any more.
    package func cutNext(_ cut: Cut?) { state.withLock { $0.cut = cut } }

    /// How many connections were cut.
    package var cutCount: Int { state.withLock { $0.cutCount } }

    /// Holds back each change of direction for this long.
    package func setDelay(_ delay: Duration) { state.withLock { $0.delay = delay } }

    /// Holds back the first bytes of each new connection for this long, such as a request to cancel.
    package func setGreetingDelay(_ delay: Duration) { state.withLock { $0.greetingDelay = delay } }

    /// Stops listening, and closes every connection.
    package func end() { state.withLock { $0.isEnded = true } }
}

// MARK: - Clients

extension WireProxy {
    private var isEnded: Bool { state.withLock { $0.isEnded } }

    private func acceptClients() {
        while !isEnded {
            guard isReadable(listener.descriptor) else { continue }
            let client = accept(listener.descriptor, nil, nil)
            guard client >= 0 else { continue }
            guard let server = connectToPort(serverPort) else {
                close(client)
                continue
            }
            for descriptor in [client, server] {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                var isOn: Int32 = 1
                setsockopt(
                    descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
            }
            let thread = Thread { [self] in
                serve(client, server)
                close(client)
                close(server)
            }
            thread.name = "wire-proxy"
            thread.start()
        }
    }

    /// Passes bytes on until one side ends, or the connection is cut.
    private func serve(_ client: Int32, _ server: Int32) {
        var conversation = Conversation()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isEnded {
            var sockets = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&sockets, 2, 50)
            // What the server has said comes first: the client may ask because of it.
            for (index, speaker) in [(1, Conversation.Speaker.server), (0, .client)]
            where sockets[index].revents != 0 {
                let count = recv(sockets[index].fd, &buffer, buffer.count, 0)
                guard count > 0 else { return }
                let bytes = Array(buffer[..<count])
                let listener = speaker == .client ? server : client
                guard pass(bytes, from: speaker, to: listener, in: &conversation) else { return }
            }
        }
    }

    private func pass(
        _ bytes: [UInt8], from speaker: Conversation.Speaker, to listener: Int32,
        in conversation: inout Conversation
    ) -> Bool {
        let isGreeting = conversation.isNew
        let isChange = conversation.isChange(to: speaker)
        let delay = state.withLock { state in
            if isChange, speaker == .client { state.roundTrips += 1 }
            if isGreeting { return state.greetingDelay }
            return isChange ? state.delay : .zero
        }
        if delay > .zero {
            sleep(for: delay)
            // What was held back to the end does not get through after all.
            if isEnded { return false }
        }
        guard speaker == .client, let moment = cutMoment(bytes, after: conversation.heard(bytes)) else {
            return sendAll(bytes, to: listener)
        }
        if moment == .afterForwarding, sendAll(bytes, to: listener) {
            // The server reads what came before it sees the end, and does it.
            shutdown(listener, Int32(SHUT_WR))
            waitForEnd(of: listener)
        }
        return false
    }

    /// Holds back, until the end of the proxy at the latest.
    private func sleep(for delay: Duration) {
        let end = ContinuousClock.now + delay
        while !isEnded {
            let left = ContinuousClock.now.duration(to: end) / .seconds(1)
            if left <= 0 { return }
            Thread.sleep(forTimeInterval: min(left, 0.05))
        }
    }

    /// The cut that these bytes ask for. It is taken by one connection. A marker that was heard whole before asks
    /// for nothing; one may come in two pieces.
    private func cutMoment(_ bytes: [UInt8], after heard: [UInt8]) -> Cut.Moment? {
        state.withLock { state in
            guard let cut = state.cut, (heard.suffix(cut.marker.count - 1) + bytes).contains(cut.marker)
            else { return nil }
            state.cut = nil
            state.cutCount += 1
            return cut.moment
        }
    }

    /// Takes in what the server still says, and forgets it.
    private func waitForEnd(of server: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while !isEnded {
            if isReadable(server), recv(server, &buffer, buffer.count, 0) <= 0 { return }
        }
    }
}

/// Who spoke last, and what the client said last.
private struct Conversation {
    enum Speaker { case client, server }

    private var last: Speaker?
    /// The end of what the client said before.
    private var tail: [UInt8] = []

    var isNew: Bool { last == nil }

    mutating func isChange(to speaker: Speaker) -> Bool {
        defer { last = speaker }
        return last != speaker
    }

    /// Takes in what the client says; the end of what it said before.
    mutating func heard(_ bytes: [UInt8]) -> [UInt8] {
        defer { tail = Array((tail + bytes).suffix(64)) }
        return tail
    }
}
