/// A parser of one JSON text.
///
/// Foundation's decoders take several times longer, which matters for a million rows. The parser accepts RFC 8259
/// without numbers that have a fraction or an exponent or that do not fit 64 bits; it replaces invalid UTF-8.
struct JSONParser {
    /// The depth of nested arrays and objects; the format needs 4.
    private static let maximumDepth = 32

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Returns the value of a text, which must contain nothing else.
    static func value(of text: some Sequence<UInt8>) throws -> JSONValue {
        var parser = JSONParser(Array(text))
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == parser.bytes.count else {
            throw parser.error("text after the end of the value")
        }
        return value
    }

    private func error(_ message: String) -> FieldError {
        FieldError("column \(position + 1): \(message)")
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// Skips white space, and returns the next byte without consuming it.
    private mutating func peek() throws -> UInt8 {
        skipSpace()
        guard position < bytes.count else { throw error("the text ends too early") }
        return bytes[position]
    }

    private mutating func consume(_ byte: UInt8) throws {
        guard try peek() == byte else {
            throw error("expected \(Character(Unicode.Scalar(byte)))")
        }
        position += 1
    }

    private mutating func value() throws -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "{"): try nested { parser in try parser.object() }
        case UInt8(ascii: "["): try nested { parser in try parser.array() }
        case UInt8(ascii: "\""): .string(try string())
        case UInt8(ascii: "t"): try word("true", .bool(true))
        case UInt8(ascii: "f"): try word("false", .bool(false))
        case UInt8(ascii: "n"): try word("null", .null)
        default: .integer(try integer())
        }
    }

    private mutating func nested(_ parse: (inout Self) throws -> JSONValue) throws -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw error("more than \(Self.maximumDepth) nested values") }
        return try parse(&self)
    }

    private mutating func object() throws -> JSONValue {
        try consume(UInt8(ascii: "{"))
        var members: [JSONValue.Member] = []
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        members.reserveCapacity(12)
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw error("expected the name of a field") }
            let name = try string()
            try consume(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name, try value()))
            if try peek() == UInt8(ascii: ",") {
                position += 1
            } else {
                try consume(UInt8(ascii: "}"))
                return .object(members)
            }
        }
    }

    private mutating func array() throws -> JSONValue {
        try consume(UInt8(ascii: "["))
        var values: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(values)
        }
        while true {
            values.append(try value())
            if try peek() == UInt8(ascii: ",") {
                position += 1
            } else {
                try consume(UInt8(ascii: "]"))
                return .array(values)
            }
        }
    }

    private mutating func word(_ text: String, _ value: JSONValue) throws -> JSONValue {
        for byte in text.utf8 {
            guard position < bytes.count, bytes[position] == byte else { throw error("expected \(text)") }
            position += 1
        }
        return value
    }

    private mutating func integer() throws -> Int64 {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        var result: Int64 = 0
        var digits = 0
        while position < bytes.count, case let digit = bytes[position] &- UInt8(ascii: "0"), digit < 10 {
            let (product, overflow) = result.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
            guard !overflow, !carry else { throw error("a number beyond 64 bits") }
            result = sum
            digits += 1
            position += 1
        }
        guard digits > 0 else { throw error("expected a value") }
        if digits > 1, bytes[isNegative ? start + 1 : start] == UInt8(ascii: "0") {
            throw error("a number that begins with 0")
        }
        if position < bytes.count, [".", "e", "E"].contains(Character(Unicode.Scalar(bytes[position]))) {
            throw error("a number that is no integer")
        }
        // The digits were subtracted, because the smallest integer has no positive counterpart.
        if isNegative { return result }
        guard result != .min else { throw error("a number beyond 64 bits") }
        return -result
    }
}

extension JSONParser {
    /// Parses a string; its first byte is a quotation mark.
    private mutating func string() throws -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = String(
                    decoding: bytes[start..<position], as: UTF8.self)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try stringWithEscapes(from: start)
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("a string without an end")
    }

    /// Parses the rest of a string from its first escape, which is at the current position.
    private mutating func stringWithEscapes(from start: Int) throws -> String {
        var units = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += Array(String(try escaped()).utf8)
            case 0..<0x20: throw error("a control character in a string")
            default: units.append(byte)
            }
        }
        throw error("a string without an end")
    }

    private mutating func escaped() throws -> Character {
        guard position < bytes.count else { throw error("the text ends too early") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try unicodeScalar())
        default: throw error("an unknown escape")
        }
    }

    private mutating func unicodeScalar() throws -> Unicode.Scalar {
        let first = try hexadecimal()
        guard first & 0xFC00 == 0xD800 else {
            guard let scalar = Unicode.Scalar(first) else { throw error("half of a surrogate pair") }
            return scalar
        }
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair") }
        position += 2
        let second = try hexadecimal()
        let combined = 0x1_0000 + (first & 0x3FF) << 10 + second & 0x3FF
        guard second & 0xFC00 == 0xDC00, let scalar = Unicode.Scalar(combined) else {
            throw error("half of a surrogate pair")
        }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        guard position + 4 <= bytes.count,
            let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw error("an escape without four hexadecimal digits") }
        position += 4
        return value
    }
}
