/// Holds the commands that facts point to against the journal, and the journal against the facts.
struct CommandAudit: Sendable {
    private struct Facts: Sendable {
        let first: AuditViolation.Row
        var count = 0
    }

    private var facts: [JournalEntry.ID: Facts] = [:]
    private var promised: [JournalEntry.ID: Int] = [:]

    mutating func note(_ command: JournalEntry.ID, by row: AuditViolation.Row) {
        facts[command, default: Facts(first: row)].count += 1
    }

    mutating func accept(_ entry: JournalEntry) { promised[entry.id] = entry.factCount }

    func close(_ findings: inout Findings) {
        var orphans = 0
        for (command, facts) in facts.sorted(by: { $0.key < $1.key }) where promised[command] == nil {
            orphans += facts.count
            findings.report(.factHasCommand, facts.first, "command \(command) is not in the journal")
        }
        let wrong = promised.filter { command, count in
            facts[command]?.count ?? 0 != count && !findings.explained.contains(command)
        }
        // Each fact that is missing by its number, or names a wrong command, is missed by one command here.
        let missed = wrong.reduce(Int128(0)) { sum, command in
            sum + abs(Int128(command.value) - Int128(facts[command.key]?.count ?? 0))
        }
        if missed <= findings.missing + Int128(orphans) { return }
        for (command, count) in wrong.sorted(by: { $0.key < $1.key }) {
            findings.report(
                .commandHasFacts, .command(command),
                "made \(count) facts, and \(facts[command]?.count ?? 0) are there")
        }
    }
}
