// The parts of Scripts/api-check that read the output of swift-api-digester and the changelog.
//
//     swift Scripts/api-breakages.swift strip DUMP.json…
//     swift Scripts/api-breakages.swift judge BREAKAGES CHANGELOG.md BASE-CHANGELOG.md
import Foundation

func stop(_ message: String) -> Never {
    try? FileHandle.standardError.write(contentsOf: Data("api-check: \(message)\n".utf8))
    exit(70)
}

// MARK: - Dumps

/// The dumps of the modules, from which the symbols that users of the package cannot see are removed.
///
/// The digester treats `package` as `public`.
struct Dumps {
    typealias Node = [String: Any]

    /// The protocols with package access in all modules, because a conformance to one is not API either.
    private var packageProtocols: Set<String> = []

    init(_ roots: [Node]) { for root in roots { collect(root) } }

    private mutating func collect(_ node: Node) {
        if isHidden(node), node["declKind"] as? String == "Protocol", let usr = node["usr"] as? String {
            packageProtocols.insert(usr)
        }
        for child in node["children"] as? [Node] ?? [] { collect(child) }
    }

    private func isHidden(_ node: Node) -> Bool { node["isInternal"] as? Bool == true }

    /// Returns true for a member that the compiler derives for `Equatable` or `Hashable`.
    ///
    /// A lost conformance has its own line.
    private func isDerived(_ node: Node) -> Bool {
        guard node["implicit"] as? Bool == true, let name = node["printedName"] as? String else {
            return false
        }
        return name == "hash(into:)" || name == "hashValue" || name.hasPrefix("__derived_")
    }

    func stripped(_ node: Node) -> Node {
        var node = node
        if let children = node["children"] as? [Node] {
            node["children"] = children.filter {
                !isHidden($0) && !isDerived($0) && $0["declKind"] as? String != "Import"
            }
            .map(stripped)
        }
        if let conformances = node["conformances"] as? [Node] {
            node["conformances"] = conformances.filter { conformance in
                !packageProtocols.contains(conformance["usr"] as? String ?? "")
            }
        }
        return node
    }
}

func strip(_ paths: [String]) throws {
    let dumps = try paths.map { path in
        let data = try Data(contentsOf: URL(filePath: path))
        // The digester reports success even if it could not load a module.
        guard let dump = try JSONSerialization.jsonObject(with: data) as? Dumps.Node,
            let root = dump["ABIRoot"] as? Dumps.Node, let children = root["children"] as? [Dumps.Node],
            !children.isEmpty
        else { stop("\(path) has no symbols") }
        return (path: path, dump: dump, root: root)
    }
    let all = Dumps(dumps.map(\.root))
    for (path, dump, root) in dumps {
        let stripped = dump.merging(["ABIRoot": all.stripped(root)]) { $1 }
        try JSONSerialization.data(withJSONObject: stripped).write(to: URL(filePath: path))
    }
}

// MARK: - Breakages

/// The breakage in a line of the digester such as `API breakage: func Tenant.audit() has been removed`.
struct Breakage {
    let text: String
    /// The name that the changelog must contain, which for an initialiser or a subscript is that of its type.
    let name: String
    /// The type that contains the symbol, if there is one.
    let parent: String?

    init?(line: some StringProtocol) {
        guard let match = String(line).wholeMatch(of: #/API breakage: ((\w+) (.+?) (?:has|is|in) .*)/#) else {
            return nil
        }
        text = String(match.1)
        var path = Self.components(of: String(match.3))
        if match.2 == "accessor", path.count > 1 { path.removeLast() }
        if let last = path.last, ["init", "subscript"].contains(last), path.count > 1 { path.removeLast() }
        name = path.last ?? ""
        parent = path.count > 1 ? path[path.count - 2] : nil
    }

    /// Returns the names in a path such as `Tenant.quote(by:lines:)`, without the labels.
    ///
    /// An operator may contain dots.
    private static func components(of path: String) -> [String] {
        let plain = path.prefix { $0 != "(" }
        let names = plain.split(separator: ".").map(String.init)
        guard let last = names.last else { return [path] }
        // `Money.+ infix`
        return names.dropLast() + [String(last.prefix { $0 != " " })]
    }

    /// Returns true if a piece of code in the changelog names the symbol.
    ///
    /// `Order.ID` does not name `Product.ID`, but `tenant.audit()` names `Tenant.audit()`.
    func isNamed(in code: String) -> Bool {
        guard name.first?.isLetter == true || name.first == "_" else { return code.contains(name) }
        return code.matches(of: #/\w+(?:\.\w+)*/#).contains { match in
            let words = match.0.split(separator: ".").map(String.init)
            return words.indices.contains { index in
                guard words[index] == name else { return false }
                guard index > 0 else { return true }
                return words[index - 1] == parent || words[index - 1].first?.isLowercase == true
            }
        }
    }
}

// MARK: - The changelog

struct Changelog {
    /// The lines under `## [Unreleased]`.
    let unreleased: [String]

    init(path: String) throws {
        let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { $0.hasPrefix("## [Unreleased]") }) else {
            unreleased = []
            return
        }
        unreleased = Array(lines[(start + 1)...].prefix { !$0.hasPrefix("## ") })
    }

    /// Returns the pieces of code between backticks in the lines that the changelog of the base does not have.
    ///
    /// A line of the base's changelog cannot name a later change.
    func code(since base: Changelog) -> [String] {
        let known = Set(base.unreleased)
        return unreleased.filter { !known.contains($0) }
            .flatMap { line in line.matches(of: #/`([^`]+)`/#).map { String($0.1) } }
    }
}

func judge(_ breakages: String, _ changelog: String, _ base: String) throws {
    let lines = try String(contentsOf: URL(filePath: breakages), encoding: .utf8).split(separator: "\n")
    let code = try Changelog(path: changelog).code(since: Changelog(path: base))
    var (count, missing) = (0, 0)
    for line in lines {
        guard line.hasPrefix("API breakage: ") else {
            print(line)
            continue
        }
        guard let breakage = Breakage(line: line) else {
            stop("cannot parse this line of the digester: \(line)")
        }
        let isNamed = code.contains(where: breakage.isNamed)
        count += 1
        missing += isNamed ? 0 : 1
        print(
            "  \(breakage.text): \(isNamed ? "named in the changelog" : "NOT NAMED, expected `\(breakage.name)`")"
        )
    }
    if missing > 0 {
        print(
            "api-check: red: \(missing) of \(count) breakages are not named in new lines under [Unreleased]")
        exit(1)
    }
    print("api-check: green: \(count) breakages, all named in the changelog")
}

let arguments = CommandLine.arguments.dropFirst()
switch arguments.first {
case "strip": try strip(Array(arguments.dropFirst()))
case "judge" where arguments.count == 4:
    let files = Array(arguments.dropFirst())
    try judge(files[0], files[1], files[2])
default: stop("usage: strip DUMP.json… | judge BREAKAGES CHANGELOG.md BASE-CHANGELOG.md")
}
