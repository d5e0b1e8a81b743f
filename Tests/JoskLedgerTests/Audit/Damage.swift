import Testing

@testable import JoskLedger

/// One damage to a healthy history: the rules that it breaks, and the one row that the audit must name.
struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let rules: Set<AuditViolation.Rule>
    /// Does the damage, and answers the row.
    let inflict: @Sendable (inout History) -> AuditViolation.Row

    init(
        _ what: String, _ rules: AuditViolation.Rule...,
        inflict: @escaping @Sendable (inout History) -> AuditViolation.Row
    ) {
        testDescription = what
        self.rules = Set(rules)
        self.inflict = inflict
    }

    /// That the audit names this row and no other, and these rules among those that the damage broke.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var history = try History()
        let row = inflict(&history)
        let violations = history.facts.audit().violations
        #expect(Set(violations.map(\.row)) == [row], sourceLocation: sourceLocation)
        #expect(rules.isSubset(of: violations.map(\.rule)), "\(violations)", sourceLocation: sourceLocation)
    }
}
