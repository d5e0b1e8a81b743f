import Foundation

/// The schema page, as far as a test can compare it with a database.
struct SchemaPage {
    /// The page's description of one table.
    struct Table: Hashable {
        /// The name of each column, with a question mark if it may be null, and its type.
        var columns: [String] = []
        /// The names in the lists below the columns.
        var names: Set<String> = []
        /// The columns that the page marks as changing.
        var changing: Set<String> = []
    }

    /// The privileges of the application's role on a table, and the columns that it may change.
    struct Privileges: Hashable {
        let onTable: Set<String>
        let onColumns: Set<String>

        /// Creates privileges from a text such as "SELECT, INSERT, UPDATE (name, sku)".
        init(_ text: String) {
            let parts = text.split(separator: "UPDATE (")
            func words(_ part: Substring) -> Set<String> {
                Set(part.split { !$0.isLetter && $0 != "_" }.map(String.init))
            }
            onTable = parts.first.map(words) ?? []
            onColumns = parts.dropFirst().first.map(words) ?? []
        }
    }

    private(set) var tables: [String: Table] = [:]
    private(set) var privileges: [String: Privileges] = [:]
    /// The lines of the diagram: the name of the referenced table, a space, and the name of the referencing table.
    private(set) var picture: Set<String> = []
    let text: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "Docs/schema.md"), encoding: .utf8)
        for section in text.split(separator: "\n### `").dropFirst() {
            guard let name = section.split(separator: "`").first else { continue }
            let end = section.firstRange(of: "\n## ")?.lowerBound ?? section.endIndex
            tables[String(name)] = Self.table(section[..<end])
        }
        picture = Self.picture(in: text)
        for row in Self.rows(of: text) where row.count == 2 && row[1].hasPrefix("SELECT") {
            privileges[row[0].filter { $0 != "`" }] = Privileges(row[1])
        }
    }

    private static func picture(in text: String) -> Set<String> {
        let lines = text.split(separator: "\n").filter { $0.contains("--") && $0.contains(" : ") }
        return Set(
            lines.map { line in
                let words = line.split(separator: " ")
                return "\(words[0]) \(words[2])"
            })
    }

    private static func table(_ section: Substring) -> Table {
        var table = Table()
        for row in rows(of: section) where row.count == 3 && row[0].hasPrefix("`") {
            let name = row[0].filter { $0 != "`" && $0 != "?" }
            table.columns.append("\(name)\(row[0].hasSuffix("?") ? "?" : "") \(row[1])")
            if row[2].hasSuffix("**Changes.**") { table.changing.insert(name) }
        }
        let list = section.split(separator: "\n").filter { $0.hasPrefix("- ") || $0.hasPrefix("  ") }
        for item in list {
            // Texts between two backticks. Words of SQL are harmless, because no name in a catalog equals one.
            let quoted = item.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            table.names.formUnion(quoted.filter { $0.offset % 2 == 1 }.map { String($0.element) })
        }
        return table
    }

    private static func rows(of text: some StringProtocol) -> [[String]] {
        text.split(separator: "\n").filter { $0.hasPrefix("| ") }.map { line in
            line.split(separator: "|", omittingEmptySubsequences: true)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }
}
