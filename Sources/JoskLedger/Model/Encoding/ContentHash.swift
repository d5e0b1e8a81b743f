internal import Crypto
internal import JoskText

/// A SHA-256 digest: 32 bytes.
public struct ContentHash: Sendable, Hashable {
    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// A digest of 32 zero bytes, the previous hash of a customer's first ledger entry.
    public static let zero = ContentHash(0, 0, 0, 0)

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        (self.first, self.second, self.third, self.fourth) = (first, second, third, fourth)
    }

    /// Creates a digest from its 32 bytes, or nil if the count is not 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(exactly: bytes)
    }

    /// Creates the SHA-256 digest of bytes.
    package init(hashing bytes: [UInt8]) {
        self.init(exactly: SHA256.hash(data: bytes))
    }

    private init(exactly bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var index = 0
        for byte in bytes {
            switch index / 8 {
            case 0: words.0 = words.0 << 8 | UInt64(byte)
            case 1: words.1 = words.1 << 8 | UInt64(byte)
            case 2: words.2 = words.2 << 8 | UInt64(byte)
            default: words.3 = words.3 << 8 | UInt64(byte)
            }
            index += 1
        }
        self.init(words.0, words.1, words.2, words.3)
    }

    /// The digest's 32 bytes.
    public var bytes: [UInt8] { canonicalBytes }
}

extension ContentHash {
    /// The first half of a digest, which takes half the space and has a second-preimage resistance of 128 bits.
    package struct Prefix: Sendable, Hashable {
        fileprivate let first: UInt64
        fileprivate let second: UInt64
    }

    var prefix: Prefix { Prefix(first: first, second: second) }
}

extension ContentHash.Prefix: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(word: first)
        encoder.append(word: second)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(first: try decoder.word(), second: try decoder.word())
    }
}

extension ContentHash: CustomStringConvertible {
    /// The digest as 64 lowercase hexadecimal digits.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension ContentHash: LosslessStringConvertible {
    /// Creates a digest from 64 hexadecimal digits; nil for any other text.
    public init?(_ description: String) {
        let digits = description.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, description.utf8.count == 64 else { return nil }
        self.init(bytes: stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}

extension ContentHash: Codable {
    /// Creates a digest by decoding 64 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let hash = ContentHash(text) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "\(text.escapingControlCharacters) is not a SHA-256 digest of 64 hexadecimal digits")
        }
        self = hash
    }

    /// Encodes the digest as 64 lowercase hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ContentHash: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(word: first)
        encoder.append(word: second)
        encoder.append(word: third)
        encoder.append(word: fourth)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(try decoder.word(), try decoder.word(), try decoder.word(), try decoder.word())
    }
}
