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

    /// Names each violation.
    func nameViolations(_ standardError: StandardError) {
        for violation in violations { standardError.line("violation: \(violation)") }
    }

    /// Names each violation, and fails the command if there is one.
    func mustBeClean(_ standardError: StandardError) throws(CommandFailure) {
        nameViolations(standardError)
        if !isClean { throw .brokenLedger }
    }
}

extension CommandFailure {
    static let brokenLedger = CommandFailure(.auditViolation, "the audit found that the ledger is broken")
}
