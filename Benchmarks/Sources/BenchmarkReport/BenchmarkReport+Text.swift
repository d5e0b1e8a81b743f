import Foundation
import TextTable

extension BenchmarkReport {
    /// The report for readers: the settings, the table and the remarks.
    package var text: String {
        let sections = [
            Self.lines("Machine", of: machine), Self.lines("Run", of: run), Self.lines("Server", of: server),
            table, Self.hint, remarks,
        ]
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func lines(_ title: String, of settings: [Setting]) -> String {
        guard !settings.isEmpty else { return "" }
        let width = settings.map(\.name.count).max() ?? 0
        let lines = settings.map { setting in
            "  \(setting.name.padding(toLength: width, withPad: " ", startingAt: 0))  \(setting.value)"
        }
        return ([title] + lines).joined(separator: "\n")
    }

    private static let hint = "Latencies at different numbers of clients are not comparable."

    private struct Row {
        let workload: WorkloadReport
        let standing: Standing
        let isFirst: Bool
    }

    private var table: String {
        let rows = workloads.flatMap { workload in
            workload.standings.enumerated().map { index, standing in
                Row(workload: workload, standing: standing, isFirst: index == 0)
            }
        }
        let table = TextTable<Row> { row in
            let standing = row.standing
            return [
                Column(title: "Workload", value: row.isFirst ? row.workload.name : ""),
                Column(title: "Contestant", value: standing.contestant),
                Column(title: "Clients", value: standing.clients.map(String.init) ?? "", align: .right),
                Column(title: "per second", value: Figure.count(standing.rate.median), align: .right),
                Column(title: "min..max", value: Self.range(standing.rate), align: .right),
                Column(title: "p50", value: Self.latency(standing.latency?.p50), align: .right),
                Column(title: "p99", value: Self.latency(standing.latency?.p99), align: .right),
                Column(title: "p99.9", value: Self.latency(standing.latency?.p999), align: .right),
            ]
        }
        return table.string(for: rows) ?? ""
    }

    private static func range(_ spread: Spread) -> String {
        "\(Figure.count(spread.minimum))..\(Figure.count(spread.maximum))"
    }

    private static func latency(_ microseconds: Double?) -> String {
        microseconds.map(Figure.milliseconds) ?? ""
    }

    private var remarks: String {
        workloads.map { workload in
            var lines = ["\(workload.name): \(workload.meaning)"]
            lines += workload.standings.compactMap { standing in
                standing.note.map { "\(standing.contestant): \($0)" }
            }
            lines += workload.curves.map(\.line) + workload.remarks
            lines.append("took \(Figure.count(workload.seconds)) s in all")
            return lines.joined(separator: "\n  ")
        }.joined(separator: "\n")
    }
}
