/// The result of checking a history.
package struct HistoryReport: Sendable {
    /// A name and a number of the summary.
    package struct Count: Sendable, Equatable {
        package let name: String
        package let count: Int
    }

    package let processes: Int
    /// The number of calls, including reads.
    package let calls: Int
    package let reads: Int
    /// The commands, which may have several attempts each, by their best outcome.
    package let commands: [Count]
    /// The stored rows, by type.
    package let facts: [Count]
    package let violations: [Violation]

    /// Returns the number of an outcome or of a type of fact; 0 if there are none.
    package func count(_ name: String) -> Int {
        (commands + facts).first { $0.name == name }?.count ?? 0
    }

    /// Returns the summary and the violations as text.
    package func text(maximumViolations: Int = 20) -> String {
        var lines = [
            "\(calls) calls of \(processes) processes, \(reads) of them reads",
            "commands: " + Self.text(of: commands),
            "facts: " + Self.text(of: facts),
        ]
        lines.append(violations.isEmpty ? "no violations" : "violations: \(violations.count)")
        lines += violations.prefix(maximumViolations).map { "\n\($0)" }
        if violations.count > maximumViolations {
            lines.append("\nand \(violations.count - maximumViolations) more")
        }
        return lines.joined(separator: "\n")
    }

    private static func text(of counts: [Count]) -> String {
        counts.isEmpty ? "none" : counts.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
    }
}
