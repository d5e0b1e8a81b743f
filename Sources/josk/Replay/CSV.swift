/// Comma-separated values as RFC 4180 has them, except that a quoted field does not span lines: one forgotten
/// quote must not swallow the rest of a file.
enum CSV {
    /// Why a line has no fields.
    enum Problem: Error, Hashable {
        case quoteInsideUnquotedField
        case textAfterClosingQuote
        case unterminatedField
    }

    /// The fields of one line of valid UTF-8, which comes without its line end.
    static func fields(of line: ArraySlice<UInt8>) throws(Problem) -> [String] {
        var rest = line
        var fields: [String] = []
        while true {
            fields.append(rest.first == quote ? try quotedField(&rest) : try unquotedField(&rest))
            // The comma that a further field follows, if only an empty one.
            guard rest.popFirst() != nil else { return fields }
        }
    }

    /// A field as it is written: quoted only where it must be.
    static func field(_ text: String) -> String {
        let mustQuote = text.utf8.contains { [comma, quote, carriageReturn, lineFeed].contains($0) }
        guard mustQuote else { return text }
        // By scalars: as a Character, a quote with a combining mark would not be a quote.
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Takes an unquoted field and leaves the comma behind it.
    private static func unquotedField(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> String {
        let field = rest.prefix { $0 != comma }
        if field.contains(quote) { throw .quoteInsideUnquotedField }
        rest = rest[field.endIndex...]
        return String(decoding: field, as: UTF8.self)
    }

    /// Takes a quoted field and leaves the comma behind it.
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
}

private let quote = UInt8(ascii: "\"")
private let comma = UInt8(ascii: ",")
private let carriageReturn = UInt8(ascii: "\r")
private let lineFeed = UInt8(ascii: "\n")
