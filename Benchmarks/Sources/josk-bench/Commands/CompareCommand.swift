import ArgumentParser
import BenchmarkReport
import Foundation

/// `josk-bench compare`
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare the rounds that Scripts/bench-against has recorded.",
        discussion: """
            The exit status is 1 if a workload is red: its median ratio is below \(RatioVerdict.leastMedian) and below \
            the lowest ratio of the base against itself. It is 2 if none is, but the base fell below \
            \(RatioVerdict.leastOfBase) against itself somewhere.
            """)

    @Argument(help: "A file of lines: base or head, round, base or rival, workload, unit, value; with tabs.")
    var file: String

    func run() throws {
        let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
        let records = try text.split(separator: "\n").map { line in
            guard let record = RoundRecord(line: line) else {
                throw ValidationError("\(file) has a line that is no record: \(line)")
            }
            return record
        }
        let comparison = Comparison(of: records)
        print(comparison.table)
        print(comparison.verdictLine)
        if comparison.exitStatus != 0 { throw ExitCode(comparison.exitStatus) }
    }
}
