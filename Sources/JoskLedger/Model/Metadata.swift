/// What a host notes beside a command in the journal: who did it, from where. Josk reads none of it.
///
/// Metadata is part of the request: the same idempotency key with other metadata is another request. So leave
/// out what differs between two attempts at the same thing, such as the time or a trace's identifier.
public struct Metadata: Sendable, Hashable {
    /// The pairs, ordered by the UTF-8 bytes of their keys.
    public let pairs: [Pair]

    /// One key and its value.
    public struct Pair: Sendable, Hashable {
        /// The key, of ``Limits/keyBytes`` UTF-8 bytes.
        public let key: String
        /// The value, of ``Limits/metadataValueBytes`` UTF-8 bytes.
        public let value: String
    }

    /// No metadata.
    public static let none = Metadata(ordered: [])

    /// Metadata from pairs, at most ``Limits/metadataPairs`` of them.
    public init(_ values: [String: String]) throws(TextViolation) {
        if values.count > Limits.metadataPairs {
            throw TextViolation(
                subject: "metadata", problem: .pairCount(values.count, allowed: 0...Limits.metadataPairs))
        }
        for (key, value) in values {
            if let violation = TextViolation.check(key, "metadata key", within: Limits.keyBytes)
                ?? TextViolation.check(value, "metadata value", within: Limits.metadataValueBytes)
            {
                throw violation
            }
        }
        self.init(
            ordered: values.map { Pair(key: $0.key, value: $0.value) }
                .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    }

    init(ordered pairs: [Pair]) { self.pairs = pairs }

    /// The value that a key stands for, or nil.
    public subscript(key: String) -> String? { pairs.first { $0.key == key }?.value }
}
