/// A violation of a rule.
package struct Violation: Sendable, CustomStringConvertible {
    package let rule: Rule
    /// One sentence that describes the violation, with its numbers.
    package let summary: String
    /// The calls and rows that prove the violation, one line for each.
    package let evidence: [String]

    package var description: String {
        (["\(rule.rawValue): \(summary)"] + evidence.map { "    \($0)" }).joined(separator: "\n")
    }
}
