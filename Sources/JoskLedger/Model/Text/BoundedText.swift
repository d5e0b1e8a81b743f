/// A text that is known to be within its bounds: not too long, without NUL, and not empty where that is no
/// use.
///
/// Two texts are equal when their UTF-8 bytes are, and they are ordered by those bytes: exactly as PostgreSQL
/// compares them under `COLLATE "C"`. Swift's `String` would call a composed and a decomposed é the same key.
///
/// From a literal the bounds are a precondition, for a literal is source code: `let key: SKU = "TEA-1"`.
/// Whatever comes from outside goes through ``init(_:)``, which throws a ``TextViolation``.
public struct BoundedText<Rules: TextRules>: Sendable {
    /// The text.
    public let string: String

    /// The text, if it keeps the rules; a ``TextViolation`` says with numbers why it does not.
    ///
    /// With a literal between the parentheses Swift takes ``init(stringLiteral:)`` instead, which traps.
    public init(_ string: String) throws(TextViolation) {
        if let violation = TextViolation.check(string, Rules.name, within: Rules.byteCount) {
            throw violation
        }
        self.string = string
    }
}

/// What a kind of text may be.
public protocol TextRules: Sendable {
    /// What the text is called in an error: "SKU".
    static var name: String { get }
    /// The UTF-8 bytes it may have.
    static var byteCount: ClosedRange<Int> { get }
}

/// Why a text was refused.
public struct TextViolation: Error, Sendable, Hashable, Codable {
    /// What was wrong with a text.
    public enum Problem: Sendable, Hashable, Codable {
        /// It has this many UTF-8 bytes, and these are allowed.
        case byteCount(Int, allowed: ClosedRange<Int>)
        /// It has this many pairs (of metadata), and these are allowed.
        case pairCount(Int, allowed: ClosedRange<Int>)
        /// It has a NUL character, which PostgreSQL's text cannot hold.
        case containsNUL
    }

    /// What the text is called: "SKU".
    public let subject: String
    /// What is wrong with it.
    public let problem: Problem

    static func check(_ text: String, _ subject: String, within allowed: ClosedRange<Int>) -> TextViolation? {
        let bytes = text.utf8.count
        if !allowed.contains(bytes) {
            return TextViolation(subject: subject, problem: .byteCount(bytes, allowed: allowed))
        }
        return text.utf8.contains(0) ? TextViolation(subject: subject, problem: .containsNUL) : nil
    }
}

extension TextViolation: CustomStringConvertible {
    /// One line for logs and messages.
    public var description: String {
        switch problem {
        case .byteCount(let bytes, let allowed):
            "\(subject): \(bytes) bytes is not within \(allowed.lowerBound)...\(allowed.upperBound)"
        case .pairCount(let pairs, let allowed):
            "\(subject): \(pairs) pairs is not within \(allowed.lowerBound)...\(allowed.upperBound)"
        case .containsNUL: "\(subject): contains a NUL character"
        }
    }
}

extension BoundedText: Hashable, Comparable {
    /// Equality of the UTF-8 bytes.
    public static func == (one: BoundedText, other: BoundedText) -> Bool {
        one.string.utf8.elementsEqual(other.string.utf8)
    }

    /// Order of the UTF-8 bytes.
    public static func < (one: BoundedText, other: BoundedText) -> Bool {
        one.string.utf8.lexicographicallyPrecedes(other.string.utf8)
    }

    /// Hashes the UTF-8 bytes: the String's own hash is the same for all spellings of a text, which would let
    /// a caller make thousands of different keys that collide.
    public func hash(into hasher: inout Hasher) {
        // Eight at a time, which costs the hasher a fifth; the count tells where one text ends and the next begins.
        var (word, count): (UInt64, Int) = (0, 0)
        for byte in string.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count.isMultiple(of: 8) { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(count)
    }
}

extension BoundedText: ExpressibleByStringLiteral {
    /// The text of a literal; a literal that breaks the rules is a programmer's error and traps.
    public init(stringLiteral literal: String) {
        do throws(TextViolation) {
            try self.init(literal)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

extension BoundedText: CustomStringConvertible {
    /// The text itself.
    public var description: String { string }
}

extension BoundedText: Codable {
    /// Reads a text and checks it.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
