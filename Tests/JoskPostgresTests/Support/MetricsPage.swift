import Foundation

/// The section on metrics of the operations page.
struct MetricsPage {
    /// The description of one metric in a table.
    struct Metric: Hashable {
        let label: String
        let type: String
        let dimensions: Set<String>
    }

    private(set) var metrics: Set<Metric> = []
    /// The values that each dimension may have.
    private(set) var values: [String: Set<String>] = [:]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Docs/operations.md"), encoding: .utf8)
        guard let start = text.firstRange(of: "\n## Metrics\n") else { return }
        let section = text[start.upperBound...]
        let end = section.firstRange(of: "\n## ")?.lowerBound ?? section.endIndex
        for line in section[..<end].split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let name = Self.names(in: cells[0]).first else { continue }
            if cells.count == 5 {
                metrics.insert(Metric(label: name, type: cells[1], dimensions: Set(Self.names(in: cells[2]))))
            } else if cells.count == 2 {
                // Text in brackets explains the value before it.
                let outside = cells[1].replacing(#/\([^)]*\)/#, with: "")
                values[name] = Set(Self.names(in: outside))
            }
        }
    }

    /// Returns the texts between backticks.
    private static func names(in text: String) -> [String] {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        return parts.filter { $0.offset % 2 == 1 }.map { String($0.element) }
    }
}
