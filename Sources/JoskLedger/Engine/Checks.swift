// Checks that several decisions share.

extension Business {
    /// Returns the mismatch, or nil if the money is in the business's currency.
    func mismatch(with money: Money, line: Int? = nil) -> CurrencyMismatch? {
        if money.currency == currency { return nil }
        return CurrencyMismatch(expected: currency, given: money.currency, lineNumber: line)
    }
}

extension LimitViolation {
    static func balance(_ value: Int64) -> LimitViolation {
        LimitViolation(.balance, value, allowed: Limits.amount)
    }
}
