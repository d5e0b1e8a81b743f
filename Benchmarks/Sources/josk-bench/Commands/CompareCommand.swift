import ArgumentParser
import BenchmarkReport
import Foundation

/// The subcommand `josk-bench compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the rounds that Scripts/bench-against has recorded.",
        discussion: """
            The exit status is 1 if a workload is red: its median ratio is below \(RatioVerdict.leastMedian) and below \
            the lowest ratio of the base to itself. It is 2 if no workload is red, but one is inconclusive: a ratio \
            of the base to itself is below \(RatioVerdict.leastOfBase), or there are no ratios.
            """)

    @Argument(help: "A file of lines with tabs: base or head, round, base or rival, workload, unit, value.")
    var file: String

    func run() throws {
        let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        let records = try text.split(separator: "\n").map { line in
            guard let record = RoundRecord(line: line) else {
                throw ValidationError("\(file) has a line that is not a record: \(line)")
            }
            return record
        }
        let comparison = Comparison(of: records)
        print(comparison.table)
        print(comparison.verdictLine)
        if comparison.exitStatus != 0 { throw ExitCode(comparison.exitStatus) }
    }
}
