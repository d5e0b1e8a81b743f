import Foundation
import PostgresWorker

/// The outcomes of the operations on damaged rows.
struct DamageTally {
    private let tries: [DamageTry]
    private var answers: [String: Int] = [:]
    private var failures: [String: Int] = [:]
    private var findings = 0
    private var impossible = 0
    private var unchanged = 0
    /// The single columns whose damage the audit did not find before any command ran.
    private(set) var undetected: Set<String> = []
    /// The tries in which an operation failed, or an audit found the damage.
    private var noticed: Set<Int> = []
    private var began: Set<Int> = []
    /// The first operation with each failure.
    private var examples: [String: String] = [:]
    /// Descriptions of the operations that stopped the process or did not end.
    private(set) var crashes: [String] = []
    /// Descriptions of failures of a kind that no operation may have.
    private(set) var unexpected: [String] = []

    init(of tries: [DamageTry]) { self.tries = tries }

    /// Adds the output of a worker.
    ///
    /// - Returns: The operation that did not end; nil if all have ended.
    mutating func add(_ lines: [Substring]) -> DamagePosition? {
        let decoder = JSONDecoder()
        var last: DamagePosition?
        for line in lines where line.hasPrefix("{") {
            guard let line = try? decoder.decode(DamageRun.Line.self, from: Data(line.utf8)) else { continue }
            switch line {
            case .begin(let position):
                last = position
                began.insert(position.try)
            case .end(let outcome):
                if let last { add(outcome, of: last) }
                last = nil
            case .impossible: impossible += 1
            case .unchanged: unchanged += 1
            }
        }
        return last
    }

    private mutating func add(_ outcome: DamageOutcome, of position: DamagePosition) {
        switch outcome {
        case .answer(let kind):
            answers[kind, default: 0] += 1
            let edits = tries[position.try].edits
            if edits.count == 1, DamageOperation.all[position.operation].isFirstAudit {
                undetected.insert("\(edits[0].column.table).\(edits[0].column.name)")
            }
        case .finding:
            findings += 1
            noticed.insert(position.try)
        case .failure(let code):
            failures[code.hasPrefix("unexpected") ? "unexpected" : code, default: 0] += 1
            noticed.insert(position.try)
            examples[code] = examples[code] ?? describe(position)
            if code.hasPrefix("unexpected") { unexpected.append("\(code): \(describe(position))") }
        }
    }

    mutating func addCrash(
        _ ending: WatchedWorker.Ending, at position: DamagePosition, _ lines: [Substring]
    ) {
        let places = lines.filter { $0.contains("Fatal error") || $0.contains("/Sources/") }
        crashes.append((["\(ending): \(describe(position))"] + places.prefix(8)).joined(separator: "\n    "))
    }

    private func describe(_ position: DamagePosition) -> String {
        "\(DamageOperation.all[position.operation].name), try \(position.try): "
            + tries[position.try].description
    }

    /// The totals in one line.
    func summary(columns: Int, seed: UInt64) -> String {
        let (errors, right) = (failures.values.reduce(0, +), answers.values.reduce(0, +))
        return "Damage: \(columns) columns, \(tries.count) tries (\(impossible) impossible, \(unchanged) "
            + "without effect), "
            + "\(errors + right + findings + crashes.count) operations, \(errors) errors, \(findings) findings, "
            + "\(right) right answers, crashes \(crashes.count) (seed \(seed))"
    }

    /// The counts of each outcome, and the columns whose damage alone no operation noticed.
    var details: [String] {
        let counts = answers.merging(failures, uniquingKeysWith: +).sorted { $0.key < $1.key }
        let alone = began.filter { tries[$0].edits.count == 1 }
        func columns(_ tries: some Sequence<Int>) -> Set<String> {
            Set(tries.flatMap { self.tries[$0].edits.map { "\($0.column.table).\($0.column.name)" } })
        }
        let unnoticed = columns(alone).subtracting(columns(alone.filter(noticed.contains)))
        return examples.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" } + [
            "  " + counts.map { "\($0.key) \($0.value)" }.joined(separator: ", "),
            "  not found by the audit: " + undetected.sorted().joined(separator: ", "),
            "  never noticed: " + unnoticed.sorted().joined(separator: ", "),
        ]
    }
}
