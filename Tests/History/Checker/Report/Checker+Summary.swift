extension Checker {
    /// Counts the calls and the facts, and returns the report.
    func report() -> HistoryReport {
        var outcomes: [String: Int] = [:]
        for command in commands.all { outcomes[bestOutcome(of: command), default: 0] += 1 }
        let facts = [
            ("commands", history.journal.count), ("orders", history.orders.count),
            ("refunds", history.refunds.count), ("entries", history.entries.count),
            ("movements", history.movements.count), ("customers", history.customers.count),
            ("products", history.products.count), ("businesses", history.businesses.count),
        ]
        return HistoryReport(
            processes: Set(history.calls.map(\.process)).count,
            calls: history.calls.count,
            reads: history.calls.count { $0.request.isRead },
            commands: outcomes.sorted { $0.key < $1.key }.map {
                HistoryReport.Count(name: $0.key, count: $0.value)
            },
            facts: facts.filter { $0.1 > 0 }.map { HistoryReport.Count(name: $0.0, count: $0.1) },
            violations: violations)
    }

    private func bestOutcome(of command: Command) -> String {
        let names = Set(command.attempts.map { history.calls[$0].outcome.name })
        for name in ["accepted", "committed"] where names.contains(name) { return name }
        if names.contains("unknown") {
            return command.journal == nil ? "unknown (not carried out)" : "unknown (carried out)"
        }
        return ["rejected", "keyReused"].first { names.contains($0) } ?? "notCommitted"
    }
}
