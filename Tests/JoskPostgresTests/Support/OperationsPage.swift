import Foundation

/// The table of failures on the operations page.
struct OperationsPage {
    struct Row {
        let title: String
        let command: String
        let read: String
    }

    let rows: [Row]

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Docs/operations.md"), encoding: .utf8)
        rows = text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            // The table's header names the columns; each line with four cells below it is a row.
            guard line.hasPrefix("| "), cells.count == 4, !cells[0].hasPrefix("---"), cells[1] != "Commands"
            else { return nil }
            return Row(title: cells[0], command: cells[1], read: cells[2])
        }
    }
}
