import Testing

@testable import JoskLedger

/// A damage to a healthy history, with the rules that it breaks and the one row that the audit must name.
struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rules: Set<AuditViolation.Rule>
    /// The function that damages a history and returns the damaged row.
    let inflict: @Sendable (inout History) -> AuditViolation.Row

    init(
        _ what: String, _ rules: AuditViolation.Rule...,
        inflict: @escaping @Sendable (inout History) -> AuditViolation.Row
    ) {
        testDescription = what
        self.rules = Set(rules)
        self.inflict = inflict
    }

    /// Checks that the audit names this row and no other, and that the broken rules include those of the
    /// damage.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var history = try History()
        let row = inflict(&history)
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.row)) == [row], sourceLocation: sourceLocation)
        #expect(rules.isSubset(of: violations.map(\.rule)), "\(violations)", sourceLocation: sourceLocation)
    }
}
