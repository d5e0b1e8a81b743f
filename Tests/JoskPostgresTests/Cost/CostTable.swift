/// A table of costs with one line for each command, and the details of each command.
struct CostTable {
    private var rows: [[String]] = [
        ["", "rows", "updates", "index", "checked", "looked up", "locks", "pages", "WAL bytes", "steady"]
    ]
    /// The records of each command by table and index, and its checks.
    private(set) var details: [String] = []

    mutating func add(_ command: String, _ cost: Cost) {
        rows.append([
            command, "\(cost.rows.sum)", "\(cost.heapOnlyUpdates.sum + cost.otherUpdates.sum)",
            "\(cost.indexEntries.sum)", "\(cost.triggered.sum)", "\(cost.lookedUp.sum)",
            "\(cost.locks.sum)", "\(cost.pages)", "\(cost.bytes)", "\(cost.steadyBytes)",
        ])
        details.append("\(command):")
        for (item, value) in cost.written.sorted(by: { $0.value.bytes > $1.value.bytes }) {
            details.append("    \(item.relation) \(item.record): \(value.count), \(value.bytes) bytes")
        }
        for (what, counts) in [("checked", cost.triggered), ("looked up in", cost.lookedUp)] {
            details += counts.sorted { $0.key < $1.key }.map { "    \(what) \($0.key): \($0.value)" }
        }
    }

    var lines: [String] {
        rows.map { row in
            row.enumerated().map { index, cell in
                let blanks = String(repeating: " ", count: max(0, (index == 0 ? 22 : 11) - cell.count))
                return index == 0 ? cell + blanks : blanks + cell
            }.joined()
        }
    }
}
