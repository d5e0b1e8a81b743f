public import Foundation
internal import JoskText

/// A UUID that identifies a subject, with a separate type for each kind of subject.
///
/// A `Customer.ID` is not a `Product.ID`, so the compiler reports an identifier in the wrong place. Identifiers are
/// ordered by their bytes, as PostgreSQL orders `uuid`. Stores lock rows in that order.
public struct Identifier<Subject>: Sendable, Hashable {
    private let high: UInt64
    private let low: UInt64

    /// Creates a new identifier: a UUID of version 7 (RFC 9562).
    ///
    /// The UUID begins with the system's time in milliseconds, followed by 4,096ths of a millisecond (section 6.2,
    /// method 3). The rest is random. Identifiers that are created one after another are therefore close together in an
    /// index, approximately in the order of creation. Nothing in Josk relies on the time in an identifier.
    public init() {
        let ticks = UInt64(max(0, Date().timeIntervalSince1970 * 1_000 * 4_096))
        high = ((ticks >> 12) << 16) | 0x7000 | (ticks & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (UInt64.random(in: 0...UInt64.max) >> 2)
    }

    /// Creates an identifier from the caller's UUID, which may be of any version.
    public init(_ uuid: UUID) {
        let b = uuid.uuid
        high = Self.word(b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7)
        low = Self.word(b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15)
    }

    /// Creates an identifier from its two halves, most significant half first.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identifier as a UUID.
    public var uuid: UUID {
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 {
            UInt8(truncatingIfNeeded: word >> (56 - 8 * index))
        }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3),
                byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
                byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
                byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
            ))
    }

    /// The identifier's two halves, most significant half first.
    package var words: (high: UInt64, low: UInt64) { (high, low) }

    private static func word(
        _ b0: UInt8, _ b1: UInt8, _ b2: UInt8, _ b3: UInt8, _ b4: UInt8, _ b5: UInt8, _ b6: UInt8, _ b7: UInt8
    ) -> UInt64 {
        let upper = UInt64(b0) << 56 | UInt64(b1) << 48 | UInt64(b2) << 40 | UInt64(b3) << 32
        return upper | UInt64(b4) << 24 | UInt64(b5) << 16 | UInt64(b6) << 8 | UInt64(b7)
    }
}

extension Identifier: Comparable {
    /// Compares the bytes of two identifiers, as PostgreSQL compares `uuid` values.
    public static func < (one: Identifier, other: Identifier) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

extension Identifier: LosslessStringConvertible {
    /// Creates an identifier from a UUID's text, in upper or lower case; nil if the text is not a UUID.
    public init?(_ description: String) {
        // Foundation's parser accepts a sign in place of a digit.
        let isUUIDText = description.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || Character(Unicode.Scalar(byte)).isHexDigit
        }
        guard isUUIDText, let uuid = UUID(uuidString: description) else { return nil }
        self.init(uuid)
    }

    /// The UUID's text in lower case, as RFC 9562 specifies.
    public var description: String { uuid.uuidString.lowercased() }
}

extension Identifier: Codable {
    /// Creates an identifier by decoding a UUID's text.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let identifier = Self(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\(text.escapingControlCharacters) is not a UUID")
        }
        self = identifier
    }

    /// Encodes the UUID's text in lower case.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
