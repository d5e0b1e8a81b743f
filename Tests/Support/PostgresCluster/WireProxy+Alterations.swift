import Foundation

extension WireProxy {
    /// Returns true if these bytes trigger nothing.
    func isExempt(_ bytes: [UInt8]) -> Bool {
        state.withLock { state in state.exemption.map { bytes.contains($0) } ?? false }
    }

    /// Applies the requested alteration to this conversation if these bytes contain its marker.
    func takeAlteration(
        _ bytes: [UInt8], after earlier: [UInt8], in conversation: inout Conversation
    ) {
        conversation.alteration =
            state.withLock { state in
                guard let next = state.alteration, bytes.contain(next.marker, after: earlier) else {
                    return nil
                }
                state.alteration = nil
                state.alterationCount += 1
                return next.alteration
            } ?? conversation.alteration
    }

    /// Returns the number of releases so far if these bytes are to be held until the next one, and nil otherwise.
    func takeHold(_ bytes: [UInt8], after earlier: [UInt8]) -> Int? {
        state.withLock { state in
            guard let marker = state.hold, bytes.contain(marker, after: earlier) else { return nil }
            state.hold = nil
            state.holdCount += 1
            return state.releaseCount
        }
    }

    /// Waits until there is another release than this number of them, or the proxy ends.
    func waitForRelease(after count: Int) {
        while state.withLock({ !$0.isEnded && $0.releaseCount == count }) {
            Thread.sleep(forTimeInterval: 0.005)
        }
    }

    /// Passes bytes of the server to the client, altered if that was requested; returns false if the client has
    /// disconnected.
    func passResponse(_ bytes: [UInt8], to client: Int32, in conversation: inout Conversation) -> Bool {
        switch conversation.alteration {
        case nil: return sendAll(bytes, to: client)
        case .silenced: return true
        case .split:
            for byte in bytes {
                guard sendAll([byte], to: client) else { return false }
                Thread.sleep(forTimeInterval: 0.0002)
            }
            return true
        case .rewritten(let rewrite):
            conversation.response += WireMessage.takeAll(from: &conversation.unparsed, adding: bytes)
            guard conversation.response.last?.kind == WireMessage.Kind.readyForQuery else { return true }
            let messages = rewrite(conversation.response)
            conversation.response = []
            conversation.alteration = nil
            return sendAll(messages.flatMap(\.bytes), to: client)
        }
    }
}

extension WireMessage {
    fileprivate static func takeAll(from rest: inout [UInt8], adding bytes: [UInt8]) -> [WireMessage] {
        rest += bytes
        return takeAll(from: &rest)
    }
}

/// The state of one client's connection.
struct Conversation {
    enum Sender { case client, server }

    private var last: Sender?
    /// The end of the client's earlier bytes, at most 64.
    private var tail: [UInt8] = []
    /// The alteration of the server's next bytes.
    var alteration: WireProxy.Alteration?
    /// The complete messages of a response that is to be rewritten, and the bytes of the next one.
    var response: [WireMessage] = []
    var unparsed: [UInt8] = []
    /// True if bytes of the client were held: the server is to receive them even if the client has disconnected.
    var wasHeld = false

    var isNew: Bool { last == nil }

    mutating func isChange(to sender: Sender) -> Bool {
        defer { last = sender }
        return last != sender
    }

    /// Records bytes of the client, and returns the end of its earlier bytes.
    mutating func record(_ bytes: [UInt8]) -> [UInt8] {
        defer { tail = Array((tail + bytes).suffix(64)) }
        return tail
    }
}

extension [UInt8] {
    /// Returns true if the marker ends within these bytes; it may begin in the earlier ones.
    func contain(_ marker: [UInt8], after earlier: [UInt8]) -> Bool {
        (earlier.suffix(marker.count - 1) + self).contains(marker)
    }
}
