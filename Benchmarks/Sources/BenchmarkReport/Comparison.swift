import TextTable

/// A comparison of all workloads of the head with those of the base, with one verdict on all of them.
package struct Comparison: Sendable, Hashable {
    package let verdicts: [RatioVerdict]

    package init(_ verdicts: [RatioVerdict]) { self.verdicts = verdicts }

    package init(of records: [RoundRecord]) { self.init(RatioVerdict.verdicts(on: records)) }

    /// True if at least one workload is in both; without one the verdict is inconclusive.
    package var hasCommonWorkload: Bool {
        verdicts.contains { $0.outcome != .onlyInBase && $0.outcome != .onlyInHead }
    }

    /// The exit status of the process: 0 is green, 1 is red, 2 is inconclusive.
    package var exitStatus: Int32 {
        if !named(.red).isEmpty { return 1 }
        return named(.inconclusive).isEmpty && hasCommonWorkload ? 0 : 2
    }

    private func named(_ outcome: RatioVerdict.Outcome) -> [String] {
        verdicts.filter { $0.outcome == outcome }.map(\.workload)
    }

    /// The last line of the output, such as `bench-against: red: uniform-256, single-caller`.
    package var verdictLine: String {
        let (red, inconclusive) = (named(.red), named(.inconclusive))
        if !red.isEmpty { return "bench-against: red: \(red.joined(separator: ", "))" }
        if !inconclusive.isEmpty {
            return "bench-against: inconclusive: \(inconclusive.joined(separator: ", "))"
        }
        return hasCommonWorkload
            ? "bench-against: green" : "bench-against: inconclusive: no workload is in both"
    }
}

extension Comparison {
    private struct Row {
        let verdict: RatioVerdict
        let isOfHead: Bool

        var spread: Spread { isOfHead ? verdict.head : verdict.base }
        private var hasValues: Bool { !spread.values.isEmpty }
        var median: String { hasValues ? Figure.decimal(spread.median, places: 3) : "" }
        var lowest: String { hasValues ? Figure.decimal(spread.minimum, places: 3) : "" }
        var rounds: String { spread.values.map { Figure.decimal($0, places: 3) }.joined(separator: " ") }
    }

    /// The comparison for readers: two rows for each workload.
    package var table: String {
        let rows = verdicts.flatMap { [Row(verdict: $0, isOfHead: false), Row(verdict: $0, isOfHead: true)] }
        let table = TextTable<Row> { row in
            [
                Column(title: "Workload", value: row.isOfHead ? "" : row.verdict.workload),
                Column(title: "Ratio", value: row.isOfHead ? "head/base" : "base/base"),
                Column(title: "Median", value: row.median, align: .right),
                Column(title: "Lowest", value: row.lowest, align: .right),
                Column(title: "Rounds", value: row.rounds),
                Column(title: "Verdict", value: row.isOfHead ? row.verdict.outcome.rawValue : ""),
            ]
        }
        return table.string(for: rows) ?? ""
    }
}
