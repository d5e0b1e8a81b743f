/// A command with its idempotency key, its metadata and its fingerprint.
package struct Request<C: Command>: Sendable {
    /// The identifier that the command gets if it is accepted.
    package let id: JournalEntry.ID
    package let key: IdempotencyKey
    package let metadata: Metadata
    package let command: C
    package let fingerprint: ContentHash

    /// Creates a request with the caller's key.
    ///
    /// Without a key, the engine makes one, so that its own retries are safe.
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
        if C.needsFence { footprint.fencedKeys.insert(key) }
        return footprint
    }

    /// The approximate number of rows that the request needs, without those of orders to refund, which only the store
    /// finds.
    package var rowCount: Int { footprint.rowCount + command.lineCount }

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
    /// Returns a key for a command whose caller supplied none.
    ///
    /// The engine's own retries use it, and so do callers that take it from ``StoreError/key``.
    static func made(for id: JournalEntry.ID) -> IdempotencyKey {
        do throws(TextViolation) {
            return try IdempotencyKey("josk:\(id)")
        } catch {
            preconditionFailure("the engine made an invalid idempotency key: \(error)")
        }
    }
}
