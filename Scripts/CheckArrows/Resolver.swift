struct Use {
    let name: String
    let isType: Bool
    let file: Int
    let line: Int
    let from: String
    let to: String
    let declaration: Declaration
}

/// The names of members in the standard library and Foundation, which do not count after a value of unknown type.
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

/// A resolver that finds the uses across the folders of one module.
struct Resolver {
    let files: [SourceFile]
    let module: String
    private var topLevel: [String: [Declaration]] = [:]
    private var members: [String: [String: [Declaration]]] = [:]
    private var initialisers: [String: [Declaration]] = [:]
    private var parents: [String: [String]] = [:]
    /// The members that the module and its imported modules declare, by name.
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

    /// Returns the module and the modules that it imports, directly or indirectly.
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
                // The name may still be a member of a protocol of another module, but not a member of a type.
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

    /// Returns the type of the receiver, which is a type, `self` or a variable; nil if it is not known.
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

    /// Returns the declarations that are visible in a file.
    ///
    /// A private declaration hides the others with its name in its file, and does not exist in other files.
    private func visible(_ declarations: [Declaration], in file: Int) -> [Declaration] {
        let own = declarations.filter { $0.file == file }
        return own.isEmpty ? declarations.filter { !$0.isPrivate } : own
    }

    /// Returns the members with a name of a type, of its protocols and of its superclasses; nil if none exist.
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

    /// Returns a declaration if all of them are in one folder, in extensions of types of other folders.
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
        // The memberwise initialiser may have the same first label.
        guard label.isEmpty ? home(of: type) != nil : members[type]?[label] == nil else { return [] }
        return foreign(declared.filter { $0.name == label })
    }
}
