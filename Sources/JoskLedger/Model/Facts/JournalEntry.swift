internal import Foundation

/// One accepted command: the row that makes it happen once, and the root that every fact points back to.
///
/// Rejected commands leave no row, for trying again may succeed. No name is in here: a person can be
/// forgotten without touching a fact.
public struct JournalEntry: Sendable, Hashable, Identifiable {
    /// The identifier of one accepted command. Each fact carries that of the command that made it.
    public typealias ID = Identifier<JournalEntry>

    /// The command's identifier, made by the engine.
    public let id: ID
    /// The idempotency key, unique in the business.
    public let key: IdempotencyKey
    /// What kind of command it was: "purchase".
    public let kind: String
    /// The SHA-256 over the kind and what the caller supplied, by which the same request is known again.
    public let fingerprint: ContentHash
    /// The receipt in its canonical encoding, which begins with its version and ends with the seal: 32 bytes of
    /// hashes over the business, this row and the facts of the command.
    public let receipt: [UInt8]
    /// How many facts the command made: orders, refunds, ledger entries and stock movements. An audit counts
    /// them again, and so misses one that was removed, even the newest.
    public let factCount: Int
    /// What the host noted beside it.
    public let metadata: Metadata
    /// When the command was decided.
    public let recordedAt: Timestamp

    /// A journal entry as it was written; for stores, which read it back.
    public init(
        id: ID, key: IdempotencyKey, kind: String, fingerprint: ContentHash, receipt: [UInt8], factCount: Int,
        metadata: Metadata, recordedAt: Timestamp
    ) {
        self.id = id
        self.key = key
        self.kind = kind
        self.fingerprint = fingerprint
        self.receipt = receipt
        self.factCount = factCount
        self.metadata = metadata
        self.recordedAt = recordedAt
    }
}

extension JournalEntry: Codable {
    private enum Key: CodingKey { case id, key, kind, fingerprint, receipt, factCount, metadata, recordedAt }

    /// Reads an entry.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try values.decode(ID.self, forKey: .id),
            key: try values.decode(IdempotencyKey.self, forKey: .key),
            kind: try values.decode(String.self, forKey: .kind),
            fingerprint: try values.decode(ContentHash.self, forKey: .fingerprint),
            receipt: Array(try values.decode(Data.self, forKey: .receipt)),
            factCount: try values.decode(Int.self, forKey: .factCount),
            metadata: try values.decode(Metadata.self, forKey: .metadata),
            recordedAt: try values.decode(Timestamp.self, forKey: .recordedAt))
    }

    /// Writes an entry; its receipt as Foundation's `Data`, which JSON has in Base64.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(id, forKey: .id)
        try values.encode(key, forKey: .key)
        try values.encode(kind, forKey: .kind)
        try values.encode(fingerprint, forKey: .fingerprint)
        try values.encode(Data(receipt), forKey: .receipt)
        try values.encode(factCount, forKey: .factCount)
        try values.encode(metadata, forKey: .metadata)
        try values.encode(recordedAt, forKey: .recordedAt)
    }
}
