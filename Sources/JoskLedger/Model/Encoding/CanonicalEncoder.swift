/// An encoder that turns a value into bytes, always the same bytes for the same value.
///
/// Hashed data (ledger entries, fingerprints) and data that is kept for a replay (receipts) are encoded with it. The
/// encoding never changes:
///
/// - An integer is eight bytes, most significant byte first.
/// - A Boolean is one byte, 0 or 1.
/// - A text is the count of its UTF-8 bytes, then the bytes.
/// - An optional is one byte, 0 or 1, then the value if there is one.
/// - A list is its count, then its elements.
///
/// Among values of one type no encoding is a prefix of another. Two different sequences of values of the same types
/// therefore never have the same bytes.
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

/// A value that has a canonical encoding and can be decoded from it.
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

    /// Creates a value from its canonical bytes.
    ///
    /// It throws an error if bytes remain after the value.
    package init(canonicalBytes bytes: [UInt8]) throws(CanonicalDecodingError) {
        var decoder = CanonicalDecoder(bytes)
        try self.init(from: &decoder)
        try decoder.finish()
    }
}
