import Foundation

/// The security page, as far as a test can compare it with the attacks.
struct SecurityPage {
    /// The rows of the tables with two columns, by the heading above them.
    private(set) var tables: [String: [[String]]] = [:]
    let text: String

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        text = try String(contentsOf: root.appending(path: "Docs/security.md"), encoding: .utf8)
        var heading = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") { heading = String(line.drop { $0 == "#" || $0 == " " }) }
            guard line.hasPrefix("| "), !line.hasPrefix("| ---") else { continue }
            let row = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            tables[heading, default: []].append(row)
        }
    }

    /// Returns the rows below a heading, without the table's header.
    func rows(below heading: String) -> [[String]] { Array((tables[heading] ?? []).dropFirst()) }
}
