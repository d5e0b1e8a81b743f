import JoskLedger

extension AuditReport {
    /// What was examined and found, in one line for people.
    var line: String {
        let examined = [
            counts.entries.of("entry", "entries"), counts.orders.of("order"), counts.refunds.of("refund"),
            counts.movements.of("movement"),
        ]
        return "audit: \(examined.joined(separator: ", ")) examined, \(violations.count.of("violation"))"
    }

    /// Names each violation, and fails the command if there is one.
    func mustBeClean(_ standardError: StandardError) throws(CommandFailure) {
        for violation in violations { standardError.line("violation: \(violation)") }
        if isClean { return }
        throw CommandFailure(.auditViolation, "the audit found that the ledger is broken")
    }
}
