/// A message from a PostgreSQL server to a client.
///
/// See https://www.postgresql.org/docs/15/protocol-message-formats.html
package struct WireMessage: Sendable, Hashable {
    /// The type of a message: an ASCII character.
    package enum Kind {
        package static let commandComplete = UInt8(ascii: "C")
        package static let error = UInt8(ascii: "E")
        package static let readyForQuery = UInt8(ascii: "Z")
    }

    package var kind: UInt8
    /// The content, without the type and the length.
    package var body: [UInt8]

    package init(kind: UInt8, body: [UInt8]) {
        self.kind = kind
        self.body = body
    }

    /// Creates the report that a statement was completed.
    package init(commandComplete tag: String) {
        self.init(kind: Kind.commandComplete, body: Array(tag.utf8) + [0])
    }

    /// Creates the report of an error.
    package init(error sqlState: String, severity: String = "ERROR") {
        let fields = ["S\(severity)", "V\(severity)", "C\(sqlState)", "Mplaced by the proxy"]
        self.init(kind: Kind.error, body: fields.flatMap { Array($0.utf8) + [0] } + [0])
    }

    /// The command tag of a completed statement; nil for every other message.
    package var tag: String? {
        kind == Kind.commandComplete ? String(decoding: body.dropLast(), as: UTF8.self) : nil
    }

    var bytes: [UInt8] {
        let length = UInt32(body.count + 4)
        return [kind] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + body
    }

    /// Returns the complete messages at the beginning of some bytes, and removes them from the bytes.
    static func takeAll(from bytes: inout [UInt8]) -> [WireMessage] {
        var messages: [WireMessage] = []
        var start = 0
        while bytes.count >= start + 5 {
            let length = bytes[start + 1..<start + 5].reduce(0) { $0 << 8 | Int($1) }
            guard length >= 4, bytes.count >= start + 1 + length else { break }
            messages.append(
                WireMessage(kind: bytes[start], body: Array(bytes[start + 5..<start + 1 + length])))
            start += 1 + length
        }
        bytes.removeFirst(start)
        return messages
    }
}
