// Rule 14, defect.

extension Checker {
    /// Reports each failure that the ledger itself called a defect.
    mutating func checkDefects() {
        for (index, call) in history.calls.enumerated() where call.isDefect {
            report(.defect, "the ledger called its own failure a defect", [describe(call: index)])
        }
    }
}
