extension StringProtocol {
    /// The text with its control characters escaped, so that it cannot forge a line or a color in a log or a terminal.
    ///
    /// Escaped are the control characters (Unicode category Cc), the line and paragraph separators (Zl, Zp), and the
    /// format characters that change the direction of a text. A line feed becomes `\n`, a carriage return `\r`, a tab
    /// `\t`, every other one `\u{1B}` with its code point in hexadecimal. The text is for reading: a backslash stays as
    /// it is, so the original cannot always be restored.
    package var escapingControlCharacters: String {
        guard unicodeScalars.contains(where: \.needsEscape) else { return String(self) }
        var escaped = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            case _ where scalar.needsEscape:
                escaped += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension Unicode.Scalar {
    fileprivate var needsEscape: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // U+061C, U+200E, U+200F, U+202A–U+202E, U+2066–U+2069.
        case .format: properties.isBidiControl
        default: false
        }
    }
}
