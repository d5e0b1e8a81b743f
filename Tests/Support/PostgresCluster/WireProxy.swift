import Foundation

/// A proxy between clients and a server on 127.0.0.1, for tests of network failures.
///
/// The proxy counts changes of direction, delays bytes, cuts a connection at a chosen moment, holds a client's bytes
/// back, and alters the server's responses. It reads the bytes in plain text, so TLS must be off.
package final class WireProxy: Sendable {
    /// The point at which a client's connection is cut: the first bytes from the client that contain the marker.
    package struct Cut: Sendable {
        /// The moment of the cut.
        package enum Moment: Sendable {
            /// The server never receives the bytes.
            case beforeForwarding
            /// The server receives the bytes; the client never receives the response.
            case afterForwarding
        }

        package let marker: [UInt8]
        package let moment: Moment

        package init(at marker: String, _ moment: Moment) {
            self.marker = Array(marker.utf8)
            self.moment = moment
        }
    }

    /// A change of the server's response to the bytes from a client that contain a marker.
    package enum Alteration: Sendable {
        /// The response up to and including the next ReadyForQuery is replaced by the closure's result.
        case rewritten(@Sendable ([WireMessage]) -> [WireMessage])
        /// Each byte of the response, and of all later ones, is sent separately.
        case split
        /// The response and all later bytes of the server are discarded, and the connection stays open.
        case silenced
    }

    struct State: Sendable {
        var roundTrips = 0
        var alteration: (marker: [UInt8], alteration: Alteration)?
        var alterationCount = 0
        /// Bytes of a client that contain this text trigger nothing.
        var exemption: [UInt8]?
        /// The marker at which the next client's bytes are held.
        var hold: [UInt8]?
        var holdCount = 0
        var releaseCount = 0
        var cut: Cut?
        var cutCount = 0
        var delay: Duration = .zero
        var greetingDelay: Duration = .zero
        var isEnded = false
    }

    private let listener: ListeningSocket
    private let serverPort: Int
    let state = Guarded(State())

    /// The port to which clients connect.
    package var port: Int { listener.port }

    /// Creates a proxy that listens on a thread of its own until ``end()``; each client gets another thread.
    package init(toPort serverPort: Int) throws {
        listener = try ListeningSocket()
        self.serverPort = serverPort
        let thread = Thread { [self] in acceptClients() }
        thread.name = "wire-proxy"
        thread.start()
    }

    /// The number of round trips of all clients.
    ///
    /// A round trip begins with each change of direction to the client's bytes: the client sends a request, and waits
    /// for the response.
    package var roundTrips: Int { state.withLock { $0.roundTrips } }
    package func resetRoundTrips() { state.withLock { $0.roundTrips = 0 } }

    /// Cuts the next connection whose client sends the marker, and no other; nil cancels an earlier request to cut.
    package func cutNext(_ cut: Cut?) { state.withLock { $0.cut = cut } }

    /// The number of connections that were cut.
    package var cutCount: Int { state.withLock { $0.cutCount } }

    /// Alters the next response to bytes that contain the marker, and no other; nil cancels an earlier request.
    package func alterNextResponse(to marker: String, _ alteration: Alteration?) {
        state.withLock { $0.alteration = alteration.map { (Array(marker.utf8), $0) } }
    }

    /// The number of responses that were altered, or began to be.
    package var alterationCount: Int { state.withLock { $0.alterationCount } }

    /// Holds the next bytes of a client that contain the marker, and its later bytes, until ``releaseHeld()``.
    ///
    /// The server receives them even if the client has closed its connection by then. Meanwhile the server's bytes to
    /// that client wait too.
    package func holdNext(_ marker: String) { state.withLock { $0.hold = Array(marker.utf8) } }

    /// The number of clients whose bytes were held.
    package var holdCount: Int { state.withLock { $0.holdCount } }

    /// Forwards all bytes that are held, and holds no others.
    package func releaseHeld() {
        state.withLock { state in
            state.hold = nil
            state.releaseCount += 1
        }
    }

    /// Exempts bytes of a client that contain a text: no marker in them triggers a cut, an alteration or a hold.
    package func exempt(_ text: String) { state.withLock { $0.exemption = Array(text.utf8) } }

    /// Delays the bytes after each change of direction by this time.
    package func setDelay(_ delay: Duration) { state.withLock { $0.delay = delay } }

    /// Delays the first bytes of each new connection by this time, for example those of a cancel request.
    package func setGreetingDelay(_ delay: Duration) { state.withLock { $0.greetingDelay = delay } }

    /// Stops listening, and closes every connection.
    package func end() { state.withLock { $0.isEnded = true } }
}

// MARK: - Clients

extension WireProxy {
    var isEnded: Bool { state.withLock { $0.isEnded } }

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

    /// Forwards bytes until one side ends or the connection is cut.
    private func serve(_ client: Int32, _ server: Int32) {
        var conversation = Conversation()
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !isEnded {
            var sockets = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            _ = poll(&sockets, 2, 50)
            // The server's bytes are forwarded first: they may be the reason for the client's request.
            for (index, sender) in [(1, Conversation.Sender.server), (0, .client)]
            where sockets[index].revents != 0 {
                let count = recv(sockets[index].fd, &buffer, buffer.count, 0)
                guard count > 0 else {
                    if sender == .client, conversation.wasHeld { finish(server) }
                    return
                }
                let bytes = Array(buffer[..<count])
                let receiver = sender == .client ? server : client
                guard pass(bytes, from: sender, to: receiver, in: &conversation) else { return }
            }
        }
    }

    private func pass(
        _ bytes: [UInt8], from sender: Conversation.Sender, to receiver: Int32,
        in conversation: inout Conversation
    ) -> Bool {
        let isGreeting = conversation.isNew
        let isChange = conversation.isChange(to: sender)
        let delay = state.withLock { state in
            if isChange, sender == .client { state.roundTrips += 1 }
            if isGreeting { return state.greetingDelay }
            return isChange ? state.delay : .zero
        }
        if delay > .zero {
            sleep(for: delay)
            // Bytes that are still delayed when the proxy ends are not forwarded.
            if isEnded { return false }
        }
        guard sender == .client else { return passResponse(bytes, to: receiver, in: &conversation) }
        let earlier = conversation.record(bytes)
        if isExempt(bytes) { return sendAll(bytes, to: receiver) }
        takeAlteration(bytes, after: earlier, in: &conversation)
        if let count = takeHold(bytes, after: earlier) {
            conversation.wasHeld = true
            waitForRelease(after: count)
            if isEnded { return false }
        }
        guard let moment = cutMoment(bytes, after: earlier) else { return sendAll(bytes, to: receiver) }
        if moment == .afterForwarding, sendAll(bytes, to: receiver) { finish(receiver) }
        return false
    }

    /// Ends the client's stream, and waits until the server has read it.
    private func finish(_ server: Int32) {
        // The server reads and executes these bytes before it reads the end of the stream.
        shutdown(server, Int32(SHUT_WR))
        waitForEnd(of: server)
    }

    /// Waits for this time, or until the proxy ends.
    private func sleep(for delay: Duration) {
        let end = ContinuousClock.now + delay
        while !isEnded {
            let left = ContinuousClock.now.duration(to: end) / .seconds(1)
            if left <= 0 { return }
            Thread.sleep(forTimeInterval: min(left, 0.05))
        }
    }

    /// Returns the cut that these bytes trigger, if any; each cut applies to one connection.
    ///
    /// A marker may arrive in two pieces. A marker that had arrived completely before triggers nothing.
    private func cutMoment(_ bytes: [UInt8], after earlier: [UInt8]) -> Cut.Moment? {
        state.withLock { state in
            guard let cut = state.cut, bytes.contain(cut.marker, after: earlier) else { return nil }
            state.cut = nil
            state.cutCount += 1
            return cut.moment
        }
    }

    /// Reads and discards the server's remaining bytes.
    private func waitForEnd(of server: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while !isEnded {
            if isReadable(server), recv(server, &buffer, buffer.count, 0) <= 0 { return }
        }
    }
}
