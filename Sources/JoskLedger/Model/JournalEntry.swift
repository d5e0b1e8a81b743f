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
