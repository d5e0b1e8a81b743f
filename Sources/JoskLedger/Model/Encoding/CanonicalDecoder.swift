/// A decoder for the bytes that a ``CanonicalEncoder`` wrote.
///
/// Input is never trusted: each malformed input is an error.
package struct CanonicalDecoder {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var remaining: Int { bytes.count - position }

    package mutating func byte() throws(CanonicalDecodingError) -> UInt8 {
        guard remaining >= 1 else { throw .truncated(at: position) }
        defer { position += 1 }
        return bytes[position]
    }

    package mutating func word() throws(CanonicalDecodingError) -> UInt64 {
        guard remaining >= 8 else { throw .truncated(at: position) }
        defer { position += 8 }
        return bytes[position..<position + 8].reduce(0) { ($0 << 8) | UInt64($1) }
    }

    package mutating func take(_ count: Int) throws(CanonicalDecodingError) -> ArraySlice<UInt8> {
        guard count >= 0, remaining >= count else { throw .truncated(at: position) }
        defer { position += count }
        return bytes[position..<position + count]
    }

    package mutating func next<Value: CanonicalCodable>(
        _: Value.Type = Value.self
    ) throws(CanonicalDecodingError) -> Value {
        try Value(from: &self)
    }

    /// Throws an error if bytes remain.
    package func finish() throws(CanonicalDecodingError) {
        guard remaining == 0 else { throw .leftOver(remaining) }
    }
}

/// The reason why bytes could not be decoded.
package enum CanonicalDecodingError: Error, Hashable, CustomStringConvertible {
    case truncated(at: Int)
    case leftOver(Int)
    case malformed(String)
    case unknownVersion(UInt8, of: String)

    package var description: String {
        switch self {
        case .truncated(let position): "ends at byte \(position), in the middle of a value"
        case .leftOver(let count): "\(count) unexpected bytes after the value"
        case .malformed(let what): "malformed value: \(what)"
        case .unknownVersion(let version, let what):
            "version \(version) of \(what) is not supported by this version of Josk"
        }
    }
}
