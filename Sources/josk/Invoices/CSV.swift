/// Comma-separated values as defined in RFC 4180, except that a quoted field does not span lines.
///
/// A forgotten quote must not swallow the rest of a file.
enum CSV {
    /// The reasons why a line cannot be split into fields.
    enum Problem: Error, Hashable {
        case quoteInsideUnquotedField
        case textAfterClosingQuote
        case unterminatedField
    }

    /// Returns the fields of a line of valid UTF-8 without its line end.
    static func fields(of line: ArraySlice<UInt8>) throws(Problem) -> [String] {
        var rest = line
        var fields: [String] = []
        while true {
            fields.append(rest.first == quote ? try quotedField(&rest) : try unquotedField(&rest))
            // A comma. A further field follows, which may be empty.
            guard rest.popFirst() != nil else { return fields }
        }
    }

    /// Returns the written form of a field, which is quoted only if necessary.
    static func field(_ text: String) -> String {
        let mustQuote = text.utf8.contains { [comma, quote, carriageReturn, lineFeed].contains($0) }
        guard mustQuote else { return text }
        // Scalars are compared, because a quote with a combining mark is another Character.
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Removes and returns an unquoted field, but not the comma after it.
    private static func unquotedField(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> String {
        let field = rest.prefix { $0 != comma }
        if field.contains(quote) { throw .quoteInsideUnquotedField }
        rest = rest[field.endIndex...]
        return String(decoding: field, as: UTF8.self)
    }

    /// Removes and returns a quoted field, but not the comma after it.
    private static func quotedField(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> String {
        rest.removeFirst()
        var field: [UInt8] = []
        while let end = rest.firstIndex(of: quote) {
            field += rest[..<end]
            rest = rest[(end + 1)...]
            guard rest.first == quote else {
                if let next = rest.first, next != comma { throw .textAfterClosingQuote }
                return String(decoding: field, as: UTF8.self)
            }
            field.append(quote)
            rest.removeFirst()
        }
        throw .unterminatedField
    }

    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let tab = UInt8(ascii: "\t")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
}
