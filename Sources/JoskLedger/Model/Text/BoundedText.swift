internal import JoskText

/// A text within its bounds: not too long, without NUL, and not empty unless its rules allow it.
///
/// Texts are equal if their UTF-8 bytes are equal, and they are ordered by those bytes, exactly as PostgreSQL compares
/// them under `COLLATE "C"`. Swift's `String` treats a composed and a decomposed é as equal, and so as the same key.
///
/// For a literal the bounds are a precondition, because a literal is source code: `let key: SKU = "TEA-1"`. For input
/// from outside, use ``init(_:)``, which throws a ``TextViolation``.
public struct BoundedText<Rules: TextRules>: Sendable {
    /// The text.
    public let string: String

    /// Creates a text that keeps the rules.
    ///
    /// If the argument is a literal, Swift calls ``init(stringLiteral:)`` instead, which traps.
    ///
    /// - Throws: A ``TextViolation`` with the reason and the numbers if the text breaks the rules.
    public init(_ string: String) throws(TextViolation) {
        if let violation = TextViolation.check(string, Rules.name, within: Rules.byteCount) {
            throw violation
        }
        self.string = string
    }
}

/// The rules for a kind of text.
public protocol TextRules: Sendable {
    /// The name that error messages use for this kind of text, for example "SKU".
    static var name: String { get }
    /// The allowed number of UTF-8 bytes.
    static var byteCount: ClosedRange<Int> { get }
}

/// The error for a text that breaks its rules.
public struct TextViolation: Error, Sendable, Hashable, Codable {
    /// The reason why a text was refused.
    public enum Problem: Sendable, Hashable, Codable {
        /// The number of UTF-8 bytes, which is not within the allowed range.
        case byteCount(Int, allowed: ClosedRange<Int>)
        /// The number of metadata pairs, which is not within the allowed range.
        case pairCount(Int, allowed: ClosedRange<Int>)
        /// The text contains a NUL character, which PostgreSQL cannot store in a text.
        case containsNUL
    }

    /// The name of the kind of text, for example "SKU".
    public let subject: String
    /// The reason why the text was refused.
    public let problem: Problem

    static func check(_ text: String, _ subject: String, within allowed: ClosedRange<Int>) -> TextViolation? {
        let bytes = text.utf8.count
        if !allowed.contains(bytes) {
            return TextViolation(subject: subject, problem: .byteCount(bytes, allowed: allowed))
        }
        return text.utf8.contains(0) ? TextViolation(subject: subject, problem: .containsNUL) : nil
    }
}

extension TextViolation: DescribedError {
    /// One sentence with the number and its bounds.
    public var description: String {
        switch problem {
        case .byteCount(let bytes, let allowed):
            "The \(subject) has \(bytes) bytes of UTF-8; "
                + "from \(allowed.lowerBound) to \(allowed.upperBound) are allowed."
        case .pairCount(let pairs, let allowed):
            "The \(subject) has \(pairs) pairs; from \(allowed.lowerBound) to \(allowed.upperBound) are allowed."
        case .containsNUL: "The \(subject) contains a NUL character, which is not allowed."
        }
    }
}

extension BoundedText: Hashable, Comparable {
    /// Compares the UTF-8 bytes for equality.
    public static func == (one: BoundedText, other: BoundedText) -> Bool {
        one.string.utf8.elementsEqual(other.string.utf8)
    }

    /// Compares the UTF-8 bytes lexicographically.
    public static func < (one: BoundedText, other: BoundedText) -> Bool {
        one.string.utf8.lexicographicallyPrecedes(other.string.utf8)
    }

    /// Hashes the UTF-8 bytes.
    ///
    /// A `String` has the same hash for all canonically equivalent spellings of a text. With that hash a caller could
    /// create thousands of different keys that collide.
    public func hash(into hasher: inout Hasher) {
        // Hashing eight bytes at a time takes a fifth of the time. The count separates one text from the next.
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
    /// Creates a text from a literal.
    ///
    /// A literal that breaks the rules is a programmer's error and traps.
    public init(stringLiteral literal: String) {
        do throws(TextViolation) {
            try self.init(literal)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}

extension BoundedText: CustomStringConvertible {
    /// The text for messages and logs, with its control characters, line separators and direction marks escaped.
    ///
    /// It equals ``string`` for a text without them. A line feed becomes `\n`, an escape character `\u{1B}`. Use
    /// ``string`` where the text itself is needed, for example to store it.
    public var description: String { string.escapingControlCharacters }
}

extension BoundedText: Codable {
    /// Creates a text by decoding and checking it.
    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(string)
    }
}
