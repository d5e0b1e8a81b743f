/// The modifiers that may follow the access level of a declaration.
let modifiers = Set(
    """
    public internal package open static class final mutating nonmutating nonisolated override
    lazy weak unowned indirect isolated async convenience required borrowing consuming prefix
    postfix infix dynamic unsafe set
    """.split(whereSeparator: \.isWhitespace).map(String.init))

extension FileReader {
    /// True if the modifiers before the keyword make the declaration private.
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

    /// The type that a declaration here is a member of; nil at the top level and in functions.
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
        // The path of a local type must differ from the path of every other type.
        let path = isLocal ? "\(name)@\(tokens[at].line)" : owner.map { "\($0).\(name)" } ?? name
        openScope(type: path, awaiting: true)
        scopes[scope].isEnum = keyword == "enum"
        scopes[scope].isPrivate = isPrivate
        at += 1
        readGenerics()
        readParents(of: path)
    }

    /// Adds the names in `<…>` after the current token to the scope.
    ///
    /// Their constraints are read as code.
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
            // The colons of generic parameters are skipped.
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
            // A pattern binds each name that is neither a case nor a label. The main loop reads the rest of it.
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
