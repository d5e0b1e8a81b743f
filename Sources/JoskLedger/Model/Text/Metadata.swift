/// What a host notes beside a command in the journal: who did it, from where. Josk reads none of it.
///
/// Metadata is part of the request: the same idempotency key with other metadata is another request. So leave
/// out what differs between two attempts at the same thing, such as the time or a trace's identifier. The
/// journal is kept for ever: leave out what a person may ask to be forgotten.
public struct Metadata: Sendable, Hashable {
    /// The pairs, ordered by their keys.
    public let pairs: [Pair]

    /// One key and its value.
    public struct Pair: Sendable, Hashable {
        /// The key.
        public let key: MetadataKey
        /// The value.
        public let value: MetadataValue
    }

    /// No metadata.
    public static let empty = Metadata(ordered: [])

    /// Metadata from pairs, as many as ``Limits/metadataPairs`` allows.
    public init(_ values: [MetadataKey: MetadataValue]) throws(TextViolation) {
        if !Limits.metadataPairs.contains(values.count) {
            throw TextViolation(
                subject: "metadata", problem: .pairCount(values.count, allowed: Limits.metadataPairs))
        }
        self.init(ordered: values.map { Pair(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key })
    }

    init(ordered pairs: [Pair]) { self.pairs = pairs }

    /// The value that a key stands for, or nil.
    public subscript(key: MetadataKey) -> MetadataValue? { pairs.first { $0.key == key }?.value }
}

extension Metadata: Codable {
    /// Reads a list of pairs, each a list of a key and its value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let pairs = try container.decode([[String]].self)
        var values: [MetadataKey: MetadataValue] = [:]
        for pair in pairs where pair.count == 2 {
            values[try MetadataKey(pair[0])] = try MetadataValue(pair[1])
        }
        guard values.count == pairs.count else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(pairs.count) pairs with \(values.count) different keys")
        }
        try self.init(values)
    }

    /// Writes a list of pairs, each a list of a key and its value. An object would not do: who reads one into a
    /// dictionary takes two spellings of é for one key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pairs.map { [$0.key.string, $0.value.string] })
    }
}
