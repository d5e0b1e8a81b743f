/// A reader that finds the declarations and the mentioned names of one file.
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

    /// Ends the scope of a declaration without a body.
    ///
    /// A requirement of a protocol and a type alias have no body, so their scopes end at the next declaration.
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

    /// Returns the parameters and captured names of the closure that begins here, if one does.
    func closureParameters() -> [String] {
        var names: [String] = []
        var index = at + 1
        while index < min(tokens.count, at + 60) {
            if let name = name(index) {
                if name == "in", !isSign(index + 1, ":") { return names }
                // A statement is not a list of parameters, even if an `in` follows.
                if ["let", "var", "for", "if", "guard", "return", "try", "switch"].contains(name) {
                    return []
                }
                // With a capital it is a type: `(a: Key) throws(Failure) -> Value in`.
                if name.first?.isUppercase == false, !isSign(index - 1, ".") { names.append(name) }
            } else if tokens[index].kind == .sign {
                guard "()[],:<>-?.@&=_".utf8.contains(tokens[index].sign) else { return [] }
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

    /// True if the name at a colon is a label or the first name of a parameter.
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
}
