/// The data that an application attaches to a command in the journal, for example the user and the origin of the
/// request.
///
/// Josk does not interpret metadata. It is part of the request: the same idempotency key with different metadata is a
/// different request. Leave out values that differ between two attempts at the same command, such as the time or a
/// trace identifier. The journal is kept permanently, so leave out data that a person may ask to be forgotten.
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

    /// Metadata without pairs.
    public static let empty = Metadata(ordered: [])

    /// Creates metadata from pairs, whose number is within ``Limits/metadataPairs``.
    public init(_ values: [MetadataKey: MetadataValue]) throws(TextViolation) {
        if !Limits.metadataPairs.contains(values.count) {
            throw TextViolation(
                subject: "metadata", problem: .pairCount(values.count, allowed: Limits.metadataPairs))
        }
        self.init(ordered: values.map { Pair(key: $0.key, value: $0.value) }.sorted { $0.key < $1.key })
    }

    init(ordered pairs: [Pair]) { self.pairs = pairs }

    /// The value of a key, or nil if the metadata does not contain the key.
    public subscript(key: MetadataKey) -> MetadataValue? { pairs.first { $0.key == key }?.value }
}

extension Metadata: Codable {
    /// Creates metadata by decoding a list of pairs, each a list of a key and its value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let pairs = try container.decode([[String]].self)
        var values: [MetadataKey: MetadataValue] = [:]
        for pair in pairs where pair.count == 2 {
            values[try MetadataKey(pair[0])] = try MetadataValue(pair[1])
        }
        guard values.count == pairs.count else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(pairs.count) pairs with \(values.count) distinct keys")
        }
        try self.init(values)
    }

    /// Encodes a list of pairs, each a list of a key and its value.
    ///
    /// The form is not an object, because a dictionary that is decoded from an object treats two spellings of é as one
    /// key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pairs.map { [$0.key.string, $0.value.string] })
    }
}
