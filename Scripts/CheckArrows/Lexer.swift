/// A name, a sign or a literal.
///
/// Comments and the text of literals produce no tokens, but interpolations do.
struct Token {
    enum Kind { case name, sign, literal }
    let kind: Kind
    /// The byte of a sign, or 0 for a range operator, because its last dot begins no member.
    var sign: UInt8 = 0
    /// The text of a name, without backticks.
    var text = ""
    let line: Int
    /// True for a name in backticks, which is never a keyword.
    var isQuoted = false
}

/// A lexer that splits Swift source text into tokens.
///
/// It works on bytes, because characters are many times slower.
struct Lexer {
    /// A string literal with the interpolation that is being read.
    struct Literal {
        let hashes: Int
        let isMultiline: Bool
        /// The number of open parentheses within the interpolation.
        var depth = 0
    }

    let bytes: [UInt8]
    var at = 0
    var line = 1
    var tokens: [Token] = []
    var literals: [Literal] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func tokens(of bytes: [UInt8]) -> [Token] {
        var lexer = Lexer(bytes)
        lexer.run()
        return lexer.tokens
    }

    func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

    func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    mutating func run() {
        while at < bytes.count {
            switch byte() {
            case UInt8(ascii: "\n"):
                line += 1
                at += 1
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): at += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"): skipLine()
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"): skipBlockComment()
            case UInt8(ascii: "/") where bareRegexEnd() != nil:
                at = bareRegexEnd() ?? at
                tokens.append(Token(kind: .literal, line: line))
            case UInt8(ascii: "#") where at == 0 && byte(1) == UInt8(ascii: "!"): skipLine()
            case UInt8(ascii: "#"): readHash()
            case UInt8(ascii: "\""): openString(hashes: 0)
            case UInt8(ascii: "`"): readQuotedName()
            case UInt8(ascii: "0")...UInt8(ascii: "9"): readNumber()
            case UInt8(ascii: "."): readDots()
            case let other where isNameByte(other): readName()
            default: readSign()
            }
        }
    }

    mutating func skipLine() {
        while at < bytes.count, byte() != UInt8(ascii: "\n") { at += 1 }
    }

    /// Skips a block comment, including nested ones.
    mutating func skipBlockComment() {
        var depth = 0
        while at < bytes.count {
            if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                depth += 1
                at += 2
            } else if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                depth -= 1
                at += 2
                if depth == 0 { return }
            } else {
                if byte() == UInt8(ascii: "\n") { line += 1 }
                at += 1
            }
        }
    }

    /// Returns the end of the regex literal `/…/`; nil if the slash is an operator.
    ///
    /// A slash is an operator after an operand, before a space, or without another slash on its line.
    func bareRegexEnd() -> Int? {
        if let last = tokens.last {
            switch last.kind {
            case .literal: return nil
            case .name where !["return", "in", "case", "try", "await", "where"].contains(last.text):
                return nil
            case .sign where ")]}>.".utf8.contains(last.sign): return nil
            default: break
            }
        }
        guard
            ![UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ")"), UInt8(ascii: "=")].contains(byte(1))
        else { return nil }
        var end = at + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] == UInt8(ascii: "/") { return end + 1 }
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        return nil
    }

    /// Reads a raw string, a regex literal or a directive.
    mutating func readHash() {
        var hashes = 0
        while byte(hashes) == UInt8(ascii: "#") { hashes += 1 }
        switch byte(hashes) {
        case UInt8(ascii: "\""):
            at += hashes
            openString(hashes: hashes)
        case UInt8(ascii: "/"):
            at += hashes + 1
            skipRegex(hashes: hashes)
        default: readSign()
        }
    }

    mutating func skipRegex(hashes: Int) {
        while at < bytes.count {
            if byte() == UInt8(ascii: "/"), hasHashes(hashes, at: at + 1) {
                at += hashes + 1
                break
            }
            if byte() == UInt8(ascii: "\n") { line += 1 }
            at += byte() == UInt8(ascii: "\\") && byte(1) != UInt8(ascii: "\n") ? 2 : 1
        }
        tokens.append(Token(kind: .literal, line: line))
    }

    func hasHashes(_ count: Int, at start: Int) -> Bool {
        guard start + count <= bytes.count else { return false }
        for index in start..<start + count where bytes[index] != UInt8(ascii: "#") { return false }
        return true
    }

    func hasQuotes(_ count: Int) -> Bool {
        for index in 0..<count where byte(index) != UInt8(ascii: "\"") { return false }
        return true
    }

    mutating func openString(hashes: Int) {
        let isMultiline = hasQuotes(3)
        at += isMultiline ? 3 : 1
        tokens.append(Token(kind: .literal, line: line))
        skipText(of: Literal(hashes: hashes, isMultiline: isMultiline))
    }

    /// Skips the text up to the end of the literal or to its next interpolation, which is read as code.
    mutating func skipText(of literal: Literal) {
        let quotes = literal.isMultiline ? 3 : 1
        while at < bytes.count {
            switch byte() {
            case UInt8(ascii: "\\") where hasHashes(literal.hashes, at: at + 1):
                at += 1 + literal.hashes
                if byte() == UInt8(ascii: "(") {
                    literals.append(literal)
                    return
                }
                if byte() == UInt8(ascii: "\n") { line += 1 }
                at += 1
            case UInt8(ascii: "\"") where hasQuotes(quotes) && hasHashes(literal.hashes, at: at + quotes):
                at += quotes + literal.hashes
                return
            case UInt8(ascii: "\n"):
                line += 1
                at += 1
                // A literal of one line that is not closed would hide the rest of the file.
                if !literal.isMultiline { return }
            default: at += 1
            }
        }
    }

    mutating func readName() {
        let start = at
        while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
        tokens.append(
            Token(kind: .name, text: String(decoding: bytes[start..<at], as: UTF8.self), line: line))
    }

    mutating func readQuotedName() {
        let start = at + 1
        at += 1
        while at < bytes.count, byte() != UInt8(ascii: "`"), byte() != UInt8(ascii: "\n") { at += 1 }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        tokens.append(Token(kind: .name, text: text, line: line, isQuoted: true))
        at += 1
    }

    mutating func readNumber() {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        while isNameByte(byte()) || byte() == UInt8(ascii: ".") && digits.contains(byte(1)) { at += 1 }
        tokens.append(Token(kind: .literal, line: line))
    }

    mutating func readDots() {
        if byte(1) == UInt8(ascii: ".") {
            while byte() == UInt8(ascii: ".") || byte() == UInt8(ascii: "<") { at += 1 }
            tokens.append(Token(kind: .sign, sign: 0, line: line))
        } else {
            readSign()
        }
    }

    mutating func readSign() {
        let sign = byte()
        at += 1
        tokens.append(Token(kind: .sign, sign: sign, line: line))
        guard !literals.isEmpty else { return }
        if sign == UInt8(ascii: "(") {
            literals[literals.count - 1].depth += 1
        } else if sign == UInt8(ascii: ")") {
            literals[literals.count - 1].depth -= 1
            if literals[literals.count - 1].depth == 0 { skipText(of: literals.removeLast()) }
        }
    }
}
