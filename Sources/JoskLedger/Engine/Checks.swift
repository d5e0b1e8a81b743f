// Checks that several decisions share.

extension Business {
    /// Returns the mismatch, or nil if the money is in the business's currency.
    func mismatch(with money: Money, line: Int? = nil) -> CurrencyMismatch? {
        if money.currency == currency { return nil }
        return CurrencyMismatch(expected: currency, given: money.currency, lineNumber: line)
    }
}

extension LimitViolation {
    /// Creates the violation by a balance that is out of bounds; nil if it does not fit in 64 bits.
    static func balance(_ value: Int64?) -> LimitViolation {
        LimitViolation(.balance, value, allowed: Limits.amount)
    }

    /// Creates the violation by a balance that is the result of an addition or a subtraction.
    static func balance(_ sum: (partialValue: Int64, overflow: Bool)) -> LimitViolation {
        .balance(sum.overflow ? nil : sum.partialValue)
    }
}
