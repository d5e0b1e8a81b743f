/// Comma-separated values as defined in RFC 4180.
enum CSV {
    /// The reasons why a record cannot be split into fields.
    enum Problem: Error, Hashable {
        case quoteInsideUnquotedField
        case textAfterClosingQuote
        case unterminatedField
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

    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let tab = UInt8(ascii: "\t")
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
}
