/// Turns values into bytes, always the same bytes for the same value.
///
/// What is hashed (ledger entries, fingerprints) and what is kept for a replay (receipts) goes through here.
/// The encoding is fixed for ever: integers are eight bytes, most significant first; a text is the count of
/// its UTF-8 bytes, then the bytes; an optional is one byte, 0 or 1, then the value; a list is its count,
/// then its elements. No value is a prefix of another, so two different sequences of values never give the
/// same bytes.
package struct CanonicalEncoder {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    package mutating func append(byte: UInt8) { bytes.append(byte) }

    package mutating func append(bytes: some Sequence<UInt8>) { self.bytes.append(contentsOf: bytes) }

    package mutating func append(word: UInt64) {
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    package mutating func append(_ value: some CanonicalCodable) { value.encode(into: &self) }
}

/// A value with a canonical encoding, and the way back.
package protocol CanonicalCodable {
    func encode(into encoder: inout CanonicalEncoder)
    init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError)
}

extension CanonicalCodable {
    /// The value's canonical bytes.
    package var canonicalBytes: [UInt8] {
        var encoder = CanonicalEncoder()
        encoder.append(self)
        return encoder.bytes
    }

    /// The value whose canonical bytes these are, all of them.
    package init(canonicalBytes bytes: [UInt8]) throws(CanonicalDecodingError) {
        var decoder = CanonicalDecoder(bytes)
        try self.init(from: &decoder)
        try decoder.finish()
    }
}
