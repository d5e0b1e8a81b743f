/// A command on its way: with the key that makes it happen once, and what the host notes beside it.
package struct Request<C: Command>: Sendable {
    /// The identifier of the command, if it is accepted.
    package let id: JournalEntry.ID
    package let key: IdempotencyKey
    package let metadata: Metadata
    package let command: C
    package let fingerprint: ContentHash

    /// A request under the caller's key; without one the engine makes a key, so that its own retries are
    /// safe.
    package init(_ command: C, key: IdempotencyKey?, metadata: Metadata) {
        let id = JournalEntry.ID()
        self.id = id
        self.key = key ?? .made(for: id)
        self.metadata = metadata
        self.command = command
        fingerprint = Self.fingerprint(of: command, metadata)
    }

    package var footprint: Footprint {
        var footprint = command.footprint
        footprint.keys.insert(key)
        return footprint
    }

    private static func fingerprint(of command: C, _ metadata: Metadata) -> ContentHash {
        var encoder = CanonicalEncoder()
        encoder.append("josk.request")
        encoder.append(byte: 1)
        encoder.append(C.kind)
        command.encodeRequest(into: &encoder)
        encoder.append(metadata)
        return ContentHash(hashing: encoder.bytes)
    }
}

extension IdempotencyKey {
    /// A key for a command whose caller gave none: nobody will ever ask for it again but the engine.
    static func made(for id: JournalEntry.ID) -> IdempotencyKey {
        do throws(TextViolation) {
            return try IdempotencyKey("josk:\(id)")
        } catch {
            preconditionFailure("a UUID's text is a valid key: \(error)")
        }
    }
}
