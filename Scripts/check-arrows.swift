// Prints which folder of a module uses declarations of which other folder, and fails on a use that points
// back: against the order of the folders in Scripts/folder-order, which explains its own format.
//
//     Scripts/check-arrows [--details] [--root DIRECTORY] [--order FILE] [MODULE …]
//
// Without modules it checks every module in the order file. A module that is not in the order file is printed
// with the cycles among its folders, and not judged. Scripts/check-arrows-test tests this tool.
//
// It reads the source text only, so that it can run before any build. A use is:
//
// - the name of a type, function, variable or constant that another folder declares at the top level;
// - the name of a member that another folder adds to a type, in an extension, and that is not private: after
//   a dot when no module declares any other member of that name, and after `Type.`, after `self.` or alone
//   within the type when the type has no other member of that name. An initialiser counts at `Type(` with its
//   first label.
//
// Comments, the text of string literals and regex literals do not count; code in interpolations does. The
// names of generic parameters, associated types, nested types, local declarations and parameters hide the
// top-level names that they repeat, as they do in Swift.
//
// Known limits. It sees no use without a name: a value of an inferred type, a conformance, an operator, a
// subscript, `.init(…)` without its type. It takes both sides of an `#if`. A member that another folder adds
// counts after a dot on any value; if a type of another package has a member of that name, the arrow is
// false. Names of the standard library are therefore never counted (`commonMembers`): add to them there.
import Foundation

// MARK: - Tokens

/// A word or a sign of the source text. Comments are left out, and of a literal only its interpolations stay.
struct Token {
    enum Kind { case name, sign, literal }
    let kind: Kind
    /// The byte of a sign. Of a run of dots, 0: a range operator begins no member.
    var sign: UInt8 = 0
    /// A name without backticks.
    var text = ""
    let line: Int
    /// A name in backticks is never a keyword.
    var isQuoted = false
}

/// Splits Swift source text into tokens. It works on bytes: on characters it would take ten times as long.
struct Lexer {
    /// A string literal whose interpolation is being read.
    struct Literal {
        let hashes: Int
        let isMultiline: Bool
        /// The parentheses that are open within the interpolation.
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

    /// Block comments nest.
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

    /// Returns where `/…/` ends, or nil if the slash is an operator: after an operand, before a space, or
    /// without another slash on its line.
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

    /// Reads what begins with `#`: a raw string, a regex literal, or a directive.
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

    /// Skips text up to the end of the literal or to its next interpolation, which is read as code.
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

// MARK: - Declarations and names in a file

/// Part of a file in which names mean the same.
struct Scope {
    let parent: Int?
    /// The type whose body or extension this is, as `Outer.Inner`.
    var type: String?
    var isExtension = false
    var isEnum = false
    var isPrivate = false
    /// What is declared here and hides what is outside: generic parameters, parameters, local declarations.
    var names: Set<String> = []
    /// The types of those whose declaration has one: of `footprint: Footprint`, and of `= Footprint(…)`.
    var types: [String: [String]] = [:]
}

struct Declaration {
    enum Kind { case type, alias, value, initialiser }
    let kind: Kind
    /// Of an initialiser, its first label; "" if it has none.
    let name: String
    /// The type it is a member of; nil at the top level.
    let owner: String?
    let isInExtension: Bool
    let isPrivate: Bool
    let line: Int
    /// The type of a property, if it is written as a name.
    var valueType: [String]?
    var file = 0
}

/// A name where it may be a use.
struct Mention {
    enum Receiver: Equatable {
        case none
        /// What a dot stands after, if that is a name alone.
        case name(String)
        case expression
    }
    let name: String
    let receiver: Receiver
    let scope: Int
    let line: Int
    /// The first label of the call; "" for a call without, nil if this is no call.
    let label: String?
}

/// What may stand between an access level and the keyword of a declaration.
let modifiers = Set(
    """
    public internal package open static class final mutating nonmutating nonisolated override
    lazy weak unowned indirect isolated async convenience required borrowing consuming prefix
    postfix infix dynamic unsafe set
    """.split(whereSeparator: \.isWhitespace).map(String.init))

/// Finds the declarations and the mentioned names of one file.
struct FileReader {
    /// A declaration whose body may follow.
    struct Awaited {
        let depth: Int
        let hasBody: Bool
        let isSignature: Bool
    }
    struct Brace {
        let scope: Int
        let depth: Int
        let awaited: Awaited?
    }

    let tokens: [Token]
    let modules: Set<String>
    var at = 0
    var scopes = [Scope(parent: nil)]
    var scope = 0
    var depth = 0
    var awaited: Awaited?
    var braces: [Brace] = []
    var declarations: [Declaration] = []
    var mentions: [Mention] = []
    /// The types that a type conforms to or inherits from, by its path.
    var parents: [String: [String]] = [:]
    var imports: Set<String> = []

    init(tokens: [Token], modules: Set<String>) {
        self.tokens = tokens
        self.modules = modules
    }

    func isSign(_ index: Int, _ sign: Unicode.Scalar) -> Bool {
        tokens.indices.contains(index) && tokens[index].kind == .sign
            && tokens[index].sign == UInt8(ascii: sign)
    }

    func name(_ index: Int) -> String? {
        tokens.indices.contains(index) && tokens[index].kind == .name ? tokens[index].text : nil
    }

    mutating func run() {
        while at < tokens.count {
            if tokens[at].kind == .sign {
                readSign()
            } else if tokens[at].kind == .name {
                readName()
            }
            at += 1
        }
    }

    // MARK: Scopes

    mutating func openScope(type: String? = nil, awaiting hasBody: Bool, isSignature: Bool = false) {
        scopes.append(Scope(parent: scope, type: type))
        scope = scopes.count - 1
        awaited = Awaited(depth: depth, hasBody: hasBody, isSignature: isSignature)
    }

    /// A requirement of a protocol and a type alias have no body: their scopes end at the next declaration.
    mutating func endAwaited() {
        guard let ended = awaited, ended.depth == depth else { return }
        awaited = nil
        scope = scopes[scope].parent ?? 0
    }

    mutating func readSign() {
        switch tokens[at].sign {
        case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: "{"): openBrace()
        case UInt8(ascii: "}"):
            endAwaited()
            guard let brace = braces.popLast() else { return }
            (scope, depth, awaited) = (brace.scope, brace.depth, brace.awaited)
        default: break
        }
    }

    mutating func openBrace() {
        if let body = awaited, body.depth == depth, body.hasBody {
            braces.append(Brace(scope: scopes[scope].parent ?? 0, depth: depth, awaited: nil))
            awaited = nil
        } else {
            endAwaited()
            braces.append(Brace(scope: scope, depth: depth, awaited: awaited))
            awaited = nil
            scopes.append(Scope(parent: scope))
            scope = scopes.count - 1
            scopes[scope].names.formUnion(closureParameters())
        }
        depth = 0
    }

    /// The names between `{` and `in`, if that is how a closure begins.
    func closureParameters() -> [String] {
        var names: [String] = []
        var index = at + 1
        while index < min(tokens.count, at + 60) {
            if let name = name(index) {
                if name == "in" { return names }
                if name == "for" { return [] }
                if !isSign(index - 1, "."), !isSign(index - 1, ":") { names.append(name) }
            } else if tokens[index].kind == .sign {
                guard "()[],:<>-?.@&_=".utf8.contains(tokens[index].sign) else { return [] }
            } else {
                return []
            }
            index += 1
        }
        return []
    }

    // MARK: Names

    mutating func readName() {
        let token = tokens[at]
        if isSign(at - 1, "#") { return }
        // After a dot and as a label, a keyword is a name: `.init`, `for key: Key`.
        let isLabelled = isLabel && (isSign(at + 1, ":") || name(at + 1) != nil && isSign(at + 2, ":"))
        if token.isQuoted || isSign(at - 1, ".") || isLabelled && token.text != "let" && token.text != "var" {
            mention()
            return
        }
        switch token.text {
        case "import":
            while at + 1 < tokens.count, tokens[at + 1].line == token.line {
                at += 1
                imports.insert(tokens[at].text)
            }
        case "struct", "enum", "protocol", "class", "actor": readType()
        case "extension": readExtension()
        case "typealias", "associatedtype": readAlias()
        case "func", "init", "subscript": readFunction()
        case "let", "var": readBinding()
        case "case": readCases()
        case "for": readLoop()
        default: mention()
        }
    }

    /// Whether the name at a colon is a label or the first name of a parameter.
    var isLabel: Bool { isSign(at - 1, "(") || isSign(at - 1, ",") || isSign(at - 1, "[") }

    mutating func mention(in outer: Int? = nil) {
        let text = tokens[at].text
        if isSign(at + 1, ":"), isLabel, depth > 0, text.first?.isLowercase == true {
            if awaited?.isSignature == true { addParameter(at) }
            return
        }
        if name(at + 1) != nil, isSign(at + 2, ":"), awaited?.isSignature == true, depth > 0, isLabel {
            at += 1
            addParameter(at)
            return
        }
        var receiver = Mention.Receiver.none
        if isSign(at - 1, ".") {
            var before = at - 2
            if isSign(before, "?") || isSign(before, "!") { before -= 1 }
            if let name = name(before), !isSign(before - 1, ".") {
                receiver = .name(name)
            } else if let name = name(before), let module = self.name(before - 2), modules.contains(module) {
                receiver = .name(name)
            } else {
                receiver = .expression
            }
        }
        mentions.append(
            Mention(
                name: text, receiver: receiver, scope: outer ?? scope, line: tokens[at].line,
                label: firstLabel(after: at)))
    }

    mutating func addParameter(_ index: Int) {
        scopes[scope].names.insert(tokens[index].text)
        scopes[scope].types[tokens[index].text] = writtenType(after: index)
    }

    /// Returns the type in `name: Type`, `name: inout Outer.Type?` and `name = Type(…)`; nil for others.
    func writtenType(after index: Int) -> [String]? {
        let isValue = isSign(index + 1, "=")
        guard isValue || isSign(index + 1, ":") else { return nil }
        var index = index + 2
        let specifiers = ["inout", "borrowing", "consuming", "sending", "isolated", "some", "any"]
        while let name = name(index), specifiers.contains(name) { index += 1 }
        var path: [String] = []
        while let name = name(index), name.first?.isUppercase == true {
            path.append(name)
            index += 1
            guard isSign(index, ".") else { break }
            index += 1
        }
        // `Money.Type` is a metatype, and `A & B` two types.
        guard !path.isEmpty, path.last != "Type", !isSign(index, "&") else { return nil }
        if isValue { return isSign(index, "(") ? path : nil }
        return path
    }

    func firstLabel(after index: Int) -> String? {
        guard isSign(index + 1, "(") else { return nil }
        if let label = name(index + 2), isSign(index + 3, ":") { return label }
        return ""
    }

    // MARK: Declarations

    /// Whether the modifiers before the keyword make the declaration private.
    var isMarkedPrivate: Bool {
        var index = at - 1
        while index >= 0 {
            if let name = name(index) {
                if name == "private" || name == "fileprivate" { return !isSign(index + 1, "(") }
                guard modifiers.contains(name) else { return false }
            } else {
                guard isSign(index, "(") || isSign(index, ")") else { return false }
            }
            index -= 1
        }
        return false
    }

    /// The innermost type around a declaration; nil if a function is nearer, or nothing.
    var owner: String? { scopes[scope].type }
    var isLocal: Bool { scope != 0 && scopes[scope].type == nil }

    mutating func declare(_ kind: Declaration.Kind, _ name: String, isPrivate: Bool) {
        let valueType = kind == .value ? writtenType(after: at) : nil
        if isLocal {
            scopes[scope].names.insert(name)
            scopes[scope].types[name] = valueType
        } else {
            declarations.append(
                Declaration(
                    kind: kind, name: name, owner: owner, isInExtension: scopes[scope].isExtension,
                    isPrivate: isPrivate || scopes[scope].isPrivate, line: tokens[at].line,
                    valueType: valueType))
        }
    }

    mutating func readType() {
        let keyword = tokens[at].text
        let notNames: Set<String> = ["func", "var", "let", "subscript", "init", "override", "final", "class"]
        guard let name = name(at + 1), !notNames.contains(name),
            isSign(at + 2, "{") || isSign(at + 2, ":") || isSign(at + 2, "<") || self.name(at + 2) == "where"
        else { return mention() }
        endAwaited()
        let isPrivate = isMarkedPrivate
        declare(.type, name, isPrivate: isPrivate)
        // A type within a function has a path that nothing else has.
        let path = isLocal ? "\(name)@\(tokens[at].line)" : owner.map { "\($0).\(name)" } ?? name
        openScope(type: path, awaiting: true)
        scopes[scope].isEnum = keyword == "enum"
        scopes[scope].isPrivate = isPrivate
        at += 1
        readGenerics()
        readParents(of: path)
    }

    /// Adds the names in `<…>` after the current token to the scope. Their constraints are read as code.
    mutating func readGenerics() {
        guard isSign(at + 1, "<") else { return }
        var index = at + 2
        var nesting = 1
        while index < tokens.count, nesting > 0 {
            if isSign(index, "<") { nesting += 1 }
            if isSign(index, ">"), !isSign(index - 1, "-") { nesting -= 1 }
            if let name = name(index), nesting == 1 {
                let before = ["let", "each"].contains(self.name(index - 1)) ? index - 2 : index - 1
                if isSign(before, "<") || isSign(before, ",") { scopes[scope].names.insert(name) }
            }
            index += 1
        }
    }

    mutating func readParents(of path: String) {
        var index = at + 1
        while index < tokens.count, !isSign(index, "{"), !isSign(index, ":"), name(index) != "where" {
            // The colons of generic parameters come first.
            if isSign(index, "<") {
                var nesting = 0
                repeat {
                    if isSign(index, "<") { nesting += 1 }
                    if isSign(index, ">") { nesting -= 1 }
                    index += 1
                } while index < tokens.count && nesting > 0
            } else {
                index += 1
            }
        }
        guard isSign(index, ":") else { return }
        while index < tokens.count, !isSign(index, "{"), name(index) != "where" {
            if let name = name(index), !isSign(index + 1, ".") { parents[path, default: []].append(name) }
            index += 1
        }
    }

    mutating func readExtension() {
        endAwaited()
        let isPrivate = isMarkedPrivate
        let outer = scope
        var path: [String] = []
        if isSign(at + 1, "[") {
            path = ["Array"]
        } else {
            while let name = name(at + 1) {
                at += 1
                mention(in: outer)
                path.append(name)
                guard isSign(at + 1, ".") else { break }
                at += 1
            }
            if path.count > 1, let module = path.first, modules.contains(module) { path.removeFirst() }
        }
        let type = path.joined(separator: ".")
        openScope(type: type, awaiting: true)
        scopes[scope].isExtension = true
        scopes[scope].isPrivate = isPrivate
        readParents(of: type)
    }

    mutating func readAlias() {
        guard let name = name(at + 1) else { return mention() }
        endAwaited()
        declare(.alias, name, isPrivate: isMarkedPrivate)
        openScope(awaiting: false)
        at += 1
        readGenerics()
    }

    mutating func readFunction() {
        let keyword = tokens[at].text
        let isPrivate = isMarkedPrivate
        if keyword == "func" {
            endAwaited()
            if let name = name(at + 1) {
                declare(.value, name, isPrivate: isPrivate)
                at += 1
            } else {
                while at + 1 < tokens.count, !isSign(at + 1, "("), !isSign(at + 1, "<") { at += 1 }
                // `func < (a, b)` is an operator, `func <<T>(a, b)` one with generic parameters.
                if isSign(at + 1, "<"), isSign(at + 2, "(") { at += 1 }
            }
        } else {
            guard owner != nil else { return mention() }
            endAwaited()
            if isSign(at + 1, "?") || isSign(at + 1, "!") { at += 1 }
        }
        let declaredOwner = scope
        openScope(awaiting: true, isSignature: true)
        readGenerics()
        guard keyword == "init" else { return }
        var open = at + 1
        while open < tokens.count, !isSign(open, "(") { open += 1 }
        let label = name(open + 1).map { $0 == "_" ? "" : $0 } ?? ""
        let inner = scope
        scope = declaredOwner
        declare(.initialiser, label, isPrivate: isPrivate)
        scope = inner
    }

    mutating func readBinding() {
        let isPattern = name(at - 1) == "case"
        endAwaited()
        let isPrivate = isMarkedPrivate
        if isSign(at + 1, "(") || isPattern || isSign(at + 1, ".") {
            // A pattern binds each name that is neither a case nor a label. What else is in it is read after.
            var index = at + 1
            var open = 0
            while index < tokens.count {
                if isSign(index, "(") { open += 1 }
                if isSign(index, ")") { open -= 1 }
                if open < 0 || isSign(index, "=") || isSign(index, "{") || name(index) == "where" { break }
                if open == 0, isSign(index, ":") { break }
                if let name = name(index), !isSign(index - 1, "."), !isSign(index + 1, "."),
                    !isSign(index + 1, ":"), !isSign(index + 1, "(")
                {
                    declare(.value, name, isPrivate: isPrivate)
                }
                index += 1
            }
            return
        }
        while let name = name(at + 1) {
            at += 1
            declare(.value, name, isPrivate: isPrivate)
            guard !isLocal, isSign(at + 1, ","), self.name(at + 2) != nil else { break }
            at += 1
        }
    }

    mutating func readCases() {
        guard scopes[scope].isEnum, scopes[scope].type != nil else { return }
        endAwaited()
        while let name = name(at + 1) {
            at += 1
            declare(.value, name, isPrivate: false)
            // The types of the associated values are read as code, once the names are known.
            var index = at + 1
            var open = 0
            while index < tokens.count {
                if isSign(index, "(") { open += 1 }
                if isSign(index, ")") { open -= 1 }
                if open == 0, isSign(index, ",") || isSign(index, "}") || name == "case" { break }
                if open == 0, tokens[index].line != tokens[max(0, index - 1)].line, index > at + 1 { break }
                index += 1
            }
            guard isSign(index, ",") else { return }
            let end = index
            while at + 1 < end {
                at += 1
                if tokens[at].kind == .name { mention() }
            }
            at = end
        }
    }

    mutating func readLoop() {
        guard name(at + 1) != "case" else { return }
        var index = at + 1
        while index < tokens.count, let token = Optional(tokens[index]), token.text != "in" {
            if token.kind == .name, !["try", "await"].contains(token.text), !isSign(index - 1, ":"),
                !isSign(index - 1, ".")
            {
                scopes[scope].names.insert(token.text)
            }
            if isSign(index, "{") { return }
            index += 1
        }
    }
}

// MARK: - Modules and the order of their folders

/// A Swift file. Its folder is an entry of the order, or a directory if its module has no order.
struct SourceFile {
    let module: String
    /// From the root.
    let path: String
    /// From the module's directory.
    let relativePath: String
    let reader: FileReader
    var folder = ""

    /// The directory within the module; `.` at its top.
    var directory: String {
        relativePath.contains("/") ? (relativePath as NSString).deletingLastPathComponent : "."
    }
}

struct Failure: Error { let message: String }

/// The folders of a module from top to bottom.
struct FolderOrder {
    struct Place {
        let row: Int
        let room: Int
        let line: Int
    }
    var places: [String: Place] = [:]
    var rows = 0
    var rooms = 0

    mutating func addRow(_ words: [String], line: Int) throws {
        var isJoined = true
        for word in words {
            if word == "+" {
                isJoined = true
                continue
            }
            guard places[word] == nil else { throw Failure(message: "\(word) stands twice (line \(line))") }
            if !isJoined || word == words.first { rooms += 1 }
            isJoined = false
            places[word] = Place(row: rows, room: rooms, line: line)
        }
        rows += 1
    }

    /// Returns the entry that a file belongs to: the file itself, or the nearest directory around it.
    func folder(of file: SourceFile) -> String? {
        if places[file.relativePath] != nil { return file.relativePath }
        var directory = file.directory
        while places[directory] == nil {
            guard directory.contains("/") else { return nil }
            directory = (directory as NSString).deletingLastPathComponent
        }
        return directory
    }

    /// Returns what is wrong with a use, or nil if the order allows it.
    func objection(from: String, to: String) -> String? {
        guard let from = places[from], let to = places[to], from.room != to.room else { return nil }
        if from.row == to.row { return "beside it" }
        return from.row > to.row ? "above it" : nil
    }

    static func read(_ path: String) throws -> [(module: String, order: FolderOrder)] {
        guard let data = FileHandle(forReadingAtPath: path)?.readDataToEndOfFile() else {
            throw Failure(message: "\(path): cannot be read")
        }
        var orders: [(module: String, order: FolderOrder)] = []
        let lines = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
        for (number, line) in lines.enumerated() {
            let code = line.prefix { $0 != "#" }
            let words = code.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = words.first else { continue }
            if code.first?.isWhitespace == false {
                guard words.count == 1 else {
                    throw Failure(message: "\(path):\(number + 1): folders are indented, modules stand alone")
                }
                orders.append((first, FolderOrder()))
            } else if orders.isEmpty {
                throw Failure(message: "\(path):\(number + 1): a folder before the first module")
            } else {
                do {
                    try orders[orders.count - 1].order.addRow(words, line: number + 1)
                } catch let failure as Failure {
                    throw Failure(message: "\(path):\(number + 1): \(failure.message)")
                }
            }
        }
        return orders
    }
}

/// Reads every Swift file of every module, because a member's name counts only if no module repeats it.
func readSources(root: String) throws -> [SourceFile] {
    let sources = root + "/Sources"
    guard let enumerator = FileManager.default.enumerator(atPath: sources) else {
        throw Failure(message: "\(sources): cannot be read")
    }
    let paths = enumerator.compactMap { $0 as? String }.filter { $0.hasSuffix(".swift") && $0.contains("/") }
    let modules = Set(paths.map { String($0.prefix { $0 != "/" }) })
    return try paths.sorted().map { path in
        guard let data = FileManager.default.contents(atPath: sources + "/" + path) else {
            throw Failure(message: "\(sources)/\(path): cannot be read")
        }
        var reader = FileReader(tokens: Lexer.tokens(of: [UInt8](data)), modules: modules)
        reader.run()
        let module = String(path.prefix { $0 != "/" })
        return SourceFile(
            module: module, path: "Sources/" + path,
            relativePath: String(path.dropFirst(module.count + 1)), reader: reader)
    }
}

// MARK: - Uses

struct Use {
    let name: String
    let isType: Bool
    let file: Int
    let line: Int
    let from: String
    let to: String
    let declaration: Declaration
}

/// Members of types of the standard library and of Foundation. After a dot nothing shows whose member it is.
let commonMembers = Set(
    """
    abs addingReportingOverflow advanced allCases allSatisfy append bitWidth bytes cancel capacity
    characters clamped code compactMap compare components contains count data debugDescription
    description digits distance drop dropFirst dropLast duration encode decode elements enumerated error
    exactly filter finish first firstIndex flatMap forEach format formatted hash hashValue hex id index
    indices insert isEmpty isFinite isZero joined keys label last lastIndex length lines lowercased
    magnitude makeIterator map mapValues max message min name negate next none now offset path pop
    popFirst popLast prefix rawValue reduce remove removeAll removeFirst removeLast removeValue
    replacing reserveCapacity result resume reversed run seconds self shared shuffled size sleep some
    sort sorted split start starts storage subtracting suffix sum swapAt timestamp trimmingCharacters
    type union unicodeScalars uppercased utf8 value values wait withLock write yield zero zip
    """.split(whereSeparator: \.isWhitespace).map(String.init))

/// Knows every declaration, and finds the uses that cross folders of one module.
struct Resolver {
    let files: [SourceFile]
    let module: String
    private var topLevel: [String: [Declaration]] = [:]
    private var members: [String: [String: [Declaration]]] = [:]
    private var initialisers: [String: [Declaration]] = [:]
    private var parents: [String: [String]] = [:]
    /// The members of the module and of what it imports, by name.
    private var membersByName: [String: [Declaration]] = [:]

    init(files: [SourceFile], module: String) {
        self.files = files
        self.module = module
        let visible = Resolver.modules(visibleIn: module, files)
        for (index, file) in files.enumerated() where visible.contains(file.module) {
            for var declaration in file.reader.declarations {
                declaration.file = index
                if declaration.kind != .initialiser, declaration.owner != nil {
                    membersByName[declaration.name, default: []].append(declaration)
                }
                guard file.module == module else { continue }
                switch (declaration.kind, declaration.owner) {
                case (.initialiser, let owner?): initialisers[owner, default: []].append(declaration)
                case (_, let owner?):
                    members[owner, default: [:]][declaration.name, default: []].append(declaration)
                case (_, nil): topLevel[declaration.name, default: []].append(declaration)
                }
            }
            guard file.module == module else { continue }
            for (type, names) in file.reader.parents { parents[type, default: []] += names }
        }
    }

    /// Returns the module and all that it imports, on their part too.
    private static func modules(visibleIn module: String, _ files: [SourceFile]) -> Set<String> {
        var visible: Set<String> = []
        var pending = [module]
        while let next = pending.popLast() {
            guard visible.insert(next).inserted else { continue }
            for file in files where file.module == next { pending += file.reader.imports }
        }
        return visible
    }

    func uses() -> [Use] {
        files.indices.filter { files[$0].module == module }.flatMap { file in
            files[file].reader.mentions.flatMap { mention in
                targets(of: mention, in: file).compactMap { use(of: $0, by: mention, in: file) }
            }
        }
    }

    private func use(of declaration: Declaration, by mention: Mention, in file: Int) -> Use? {
        let (from, to) = (files[file].folder, files[declaration.file].folder)
        guard from != to else { return nil }
        let isInitialiser = declaration.kind == .initialiser
        let member =
            isInitialiser ? "init(\(declaration.name.isEmpty ? "_" : declaration.name):)" : declaration.name
        return Use(
            name: declaration.owner.map { "\($0).\(member)" } ?? member,
            isType: declaration.kind == .type || declaration.kind == .alias,
            file: file, line: mention.line, from: from, to: to, declaration: declaration)
    }

    private func targets(of mention: Mention, in file: Int) -> [Declaration] {
        switch mention.receiver {
        case .none: return unqualified(mention, in: file)
        case .name(let name) where name == module:
            return topLevel[mention.name].map { visible($0, in: file) } ?? []
        case .name(let name):
            if let type = type(ofReceiver: name, from: mention.scope, in: file) {
                if mention.name == "init" { return initialiser(of: type, label: mention.label) }
                if let found = members(named: mention.name, of: type) { return foreign(found) }
                // It may still be a member of a protocol of another module. A member of a type is not.
                return unique(mention.name).filter { $0.owner.map { home(of: $0) == nil } ?? false }
            }
        case .expression: break
        }
        return unique(mention.name)
    }

    /// Returns a member that is declared once, or in one folder only.
    private func unique(_ name: String) -> [Declaration] {
        guard !commonMembers.contains(name), let found = membersByName[name] else { return [] }
        return foreign(found)
    }

    /// Returns the type of what stands before a dot: of a type itself, of `self`, of a variable.
    private func type(ofReceiver name: String, from start: Int, in file: Int) -> String? {
        var next: Int? = start
        while let index = next {
            let scope = files[file].reader.scopes[index]
            if name == "self" || name == "Self", let type = scope.type { return type }
            if scope.names.contains(name) {
                return scope.types[name].flatMap { resolved($0, from: index, in: file) }
            }
            if let type = scope.type, let found = members(named: name, of: type)?.first {
                if found.kind == .type { return found.owner.map { "\($0).\(name)" } }
                return found.valueType.flatMap { resolved($0, from: index, in: file) }
            }
            next = scope.parent
        }
        if let found = topLevel[name].map({ visible($0, in: file) })?.first, found.kind == .value {
            return found.valueType.flatMap { resolved($0, from: 0, in: file) }
        }
        return resolved([name], from: 0, in: file)
    }

    /// Returns the path of a type that is named within a scope; nil for a type alias or a generic parameter.
    private func resolved(_ path: [String], from start: Int, in file: Int) -> String? {
        let path = path.first == module ? Array(path.dropFirst()) : path
        guard let name = path.first, name.first?.isUppercase == true else { return nil }
        var next: Int? = start
        while let index = next {
            let scope = files[file].reader.scopes[index]
            if scope.names.contains(name) { return nil }
            if let type = scope.type, let found = members(named: name, of: type)?.first {
                guard found.kind == .type, let owner = found.owner else { return nil }
                return ([owner] + path).joined(separator: ".")
            }
            next = scope.parent
        }
        if topLevel[name]?.contains(where: { $0.kind == .alias }) == true { return nil }
        return path.joined(separator: ".")
    }

    private func unqualified(_ mention: Mention, in file: Int) -> [Declaration] {
        var next: Int? = mention.scope
        while let index = next {
            let scope = files[file].reader.scopes[index]
            if scope.names.contains(mention.name) { return [] }
            if let type = scope.type, let found = members(named: mention.name, of: type) {
                return foreign(found)
            }
            next = scope.parent
        }
        let declared = topLevel[mention.name].map { visible($0, in: file) } ?? []
        let label = mention.label.map { initialiser(of: mention.name, label: $0) } ?? []
        return declared.prefix(1) + label
    }

    /// A private declaration hides the others of its name in its file, and does not exist in others.
    private func visible(_ declarations: [Declaration], in file: Int) -> [Declaration] {
        let own = declarations.filter { $0.file == file }
        return own.isEmpty ? declarations.filter { !$0.isPrivate } : own
    }

    /// Returns the members of that name of a type and of what it conforms to; nil if it has none.
    private func members(named name: String, of type: String) -> [Declaration]? {
        var seen: Set<String> = []
        var pending = [type]
        var found: [Declaration] = []
        while let type = pending.popLast() {
            guard seen.insert(type).inserted else { continue }
            found += members[type]?[name] ?? []
            pending += parents[type] ?? []
        }
        return found.isEmpty ? nil : found
    }

    /// Returns a declaration if all of them stand in one folder, in extensions of types of other folders.
    private func foreign(_ declarations: [Declaration]) -> [Declaration] {
        guard let first = declarations.first, files[first.file].module == module else { return [] }
        for declaration in declarations {
            guard declaration.isInExtension, !declaration.isPrivate, let owner = declaration.owner,
                files[declaration.file].module == module,
                files[declaration.file].folder == files[first.file].folder,
                home(of: owner) != files[first.file].folder
            else { return [] }
        }
        return [first]
    }

    /// Returns the folder that declares a type; nil for a type of another module.
    private func home(of type: String) -> String? {
        let parts = type.split(separator: ".").map(String.init)
        let outer = parts.dropLast().joined(separator: ".")
        let declared = outer.isEmpty ? topLevel[type] : parts.last.flatMap { members[outer]?[$0] }
        return (declared?.first { $0.kind == .type }).map { files[$0.file].folder }
    }

    private func initialiser(of type: String, label: String?) -> [Declaration] {
        guard let label, let declared = initialisers[type] else { return [] }
        // The compiler may make one that begins with the same label.
        guard label.isEmpty ? home(of: type) != nil : members[type]?[label] == nil else { return [] }
        return foreign(declared.filter { $0.name == label })
    }
}

// MARK: - Report

struct Arrow {
    let from: String
    let to: String
    let uses: [Use]
    var files: Int { Set(uses.map(\.file)).count }
}

struct Report {
    let module: String
    let files: [SourceFile]
    let order: FolderOrder?
    let arrows: [Arrow]

    init(module: String, files: [SourceFile], order: FolderOrder?) {
        self.module = module
        self.files = files
        self.order = order
        let grouped = Dictionary(grouping: Resolver(files: files, module: module).uses()) {
            [$0.from, $0.to]
        }
        let row = { (folder: String) in order?.places[folder]?.row ?? 0 }
        arrows = grouped.map { Arrow(from: $0[0], to: $0[1], uses: $1) }.sorted {
            (row($0.from), $0.from, row($0.to), $0.to) < (row($1.from), $1.from, row($1.to), $1.to)
        }
    }

    /// Prints the arrows, and returns how many point back.
    func print(details: Bool) -> Int {
        var back: [Arrow] = []
        Swift.print(module)
        for arrow in arrows {
            let isBack = order?.objection(from: arrow.from, to: arrow.to) != nil
            if isBack { back.append(arrow) }
            Swift.print(
                "    \(arrow.from) → \(arrow.to): \(summary(of: arrow))\(isBack ? "  ← points back" : "")")
            if details { printDetails(of: arrow) }
        }
        for arrow in back { printObjections(to: arrow) }
        if order == nil {
            for cycle in cycles() { Swift.print("    cycle: \(cycle.joined(separator: ", "))") }
            Swift.print("    \(counted(arrows.count, "arrow")), no order declared")
        } else {
            Swift.print("    \(counted(arrows.count, "arrow")), \(back.count) back")
        }
        return back.count
    }

    private func summary(of arrow: Arrow) -> String {
        let types = Set(arrow.uses.filter(\.isType).map(\.name)).count
        let others = Set(arrow.uses.filter { !$0.isType }.map(\.name)).count
        let parts = [counted(types, "type"), counted(others, "member")].filter { !$0.hasPrefix("0 ") }
        let verb = arrow.files == 1 ? "uses" : "use"
        return "\(counted(arrow.files, "file")) \(verb) \(parts.joined(separator: " and "))"
    }

    private func counted(_ count: Int, _ noun: String) -> String {
        "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    private func printDetails(of arrow: Arrow) {
        for (file, uses) in Dictionary(grouping: arrow.uses, by: \.file).sorted(by: { $0.key < $1.key }) {
            let names = Set(uses.map(\.name)).sorted().joined(separator: ", ")
            Swift.print("        \(files[file].relativePath): \(names)")
        }
    }

    /// One line a file and name, with the line of the first use.
    private func printObjections(to arrow: Arrow) {
        let reason = order?.objection(from: arrow.from, to: arrow.to) ?? ""
        var seen: Set<String> = []
        for use in arrow.uses where seen.insert("\(use.file) \(use.name)").inserted {
            let declared = files[use.declaration.file].relativePath
            Swift.print(
                "\(files[use.file].path):\(use.line): error: \(use.from) uses \(use.name), which is declared "
                    + "\(reason) in \(use.to) (\(declared):\(use.declaration.line))")
        }
    }

    /// The sets of folders that all reach one another.
    private func cycles() -> [[String]] {
        var reached: [String: Set<String>] = [:]
        for arrow in arrows { reached[arrow.from, default: []].insert(arrow.to) }
        let folders = Set(arrows.flatMap { [$0.from, $0.to] }).sorted()
        for middle in folders {
            let beyond = reached[middle] ?? []
            for from in folders where reached[from]?.contains(middle) == true {
                reached[from]?.formUnion(beyond)
            }
        }
        var cycles: Set<[String]> = []
        for folder in folders where reached[folder]?.contains(folder) == true {
            cycles.insert(
                folders.filter {
                    reached[folder]?.contains($0) == true && reached[$0]?.contains(folder) == true
                })
        }
        return cycles.sorted { $0[0] < $1[0] }
    }
}

// MARK: - Command line

struct Options {
    var root = "."
    var order: String?
    var details = false
    var modules: [String] = []

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--details": details = true
            case "--root", "--order":
                guard let value = rest.popFirst() else { throw Failure(message: "\(argument) needs a value") }
                if argument == "--root" { root = value } else { order = value }
            case _ where argument.hasPrefix("-"):
                throw Failure(
                    message: "usage: check-arrows [--details] [--root DIRECTORY] [--order FILE] [MODULE …]")
            default: modules.append(argument)
            }
        }
    }
}

/// Gives each file of a module its folder, and returns what the order lacks and what it has in vain.
func assignFolders(_ files: inout [SourceFile], module: String, order: FolderOrder?, path: String) -> [String]
{
    var problems: Set<String> = []
    var used: Set<String> = []
    for index in files.indices where files[index].module == module {
        guard let order else {
            files[index].folder = files[index].directory
            continue
        }
        if let folder = order.folder(of: files[index]) {
            files[index].folder = folder
            used.insert(folder)
        } else {
            problems.insert("\(path): error: \(module): folder \(files[index].directory) is not in the order")
        }
    }
    for (folder, place) in order?.places ?? [:] where !used.contains(folder) {
        problems.insert("\(path):\(place.line): error: \(module): \(folder) has no Swift files")
    }
    return problems.sorted()
}

func run() throws -> Bool {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    let path = options.order ?? options.root + "/Scripts/folder-order"
    let orders = try FolderOrder.read(path)
    var files = try readSources(root: options.root)
    var isGood = true
    for module in options.modules.isEmpty ? orders.map(\.module) : options.modules {
        guard files.contains(where: { $0.module == module }) else {
            throw Failure(message: "\(options.root)/Sources/\(module) has no Swift files")
        }
        let order = orders.first { $0.module == module }?.order
        let problems = assignFolders(&files, module: module, order: order, path: path)
        for problem in problems { print(problem) }
        // Without a folder for every file the arrows would mean nothing.
        guard problems.isEmpty else {
            isGood = false
            continue
        }
        if Report(module: module, files: files, order: order).print(details: options.details) > 0 {
            isGood = false
        }
    }
    return isGood
}

do {
    exit(try run() ? 0 : 1)
} catch let failure as Failure {
    FileHandle.standardError.write(Data("check-arrows: \(failure.message)\n".utf8))
    exit(64)
}
