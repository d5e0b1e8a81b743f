import JoskLedger

extension AuditReport {
    /// A summary of the audit, in one line for people.
    var line: String {
        let examined = [
            counts.entries.of("entry", "entries"), counts.orders.of("order"), counts.refunds.of("refund"),
            counts.movements.of("movement"),
        ]
        return "audit: \(examined.joined(separator: ", ")) examined, \(violations.count.of("violation"))"
    }

    /// Writes one line to standard error for each violation.
    func listViolations(_ standardError: StandardError) {
        for violation in violations { standardError.line("violation: \(violation)") }
    }

    /// Lists each violation on standard error, and fails the command if there is one.
    func mustBeClean(_ standardError: StandardError) throws(CommandFailure) {
        listViolations(standardError)
        if !isClean { throw .brokenLedger }
    }
}

extension CommandFailure {
    static let brokenLedger = CommandFailure(
        .auditViolation, "the audit found violations, which are listed above; the ledger is broken")
}
