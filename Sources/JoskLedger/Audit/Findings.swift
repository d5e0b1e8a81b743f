/// The violations found so far.
struct Findings: Sendable {
    private(set) var violations: [AuditViolation] = []
    /// How many facts are known to be missing by their numbers: in the middle of a sequence, or at its end.
    private(set) var missing: Int128 = 0
    /// The commands of whose facts something was reported: that explains why the count of their facts is
    /// wrong.
    private(set) var explained: Set<JournalEntry.ID> = []

    mutating func explain(_ command: JournalEntry.ID) { explained.insert(command) }

    mutating func report(_ rule: AuditViolation.Rule, _ row: AuditViolation.Row, _ detail: String) {
        violations.append(AuditViolation(rule: rule, row: row, detail: detail))
    }

    /// Reports unless the rule holds.
    mutating func expect(
        _ holds: Bool, _ rule: AuditViolation.Rule, _ row: AuditViolation.Row,
        _ detail: @autoclosure () -> String
    ) {
        if !holds { report(rule, row, detail()) }
    }

    /// Reports a gap in a sequence, by the first row that is missing.
    mutating func reportGap(_ row: AuditViolation.Row, expected: Int64, found: Int64) {
        noteMissing(before: found, expected: expected)
        report(.sequenceWithoutGaps, row, "not there; the next one is \(found)")
    }

    /// Notes that the facts from an expected number up to the one that was found are not there.
    mutating func noteMissing(before found: Int64, expected: Int64) {
        missing += max(0, Int128(found) - Int128(expected))
    }
}
