extension Int64 {
    /// Returns the number in decimal digits, padded with leading zeros to a width.
    ///
    /// The number must not be negative.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }

    /// Returns the quotient, rounded down, and the remainder, which is never negative.
    ///
    /// The divisor must be positive.
    func flooredQuotientAndRemainder(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
