/// An amount of money in whole minor units (pence, cents) of one currency.
///
/// Amounts are never converted to floating point or rounded, so a price times a quantity is exact. The operations are
/// checked: they return nil if the currencies differ or the result is outside ``Limits/amount``. They neither trap nor
/// wrap.
public struct Money: Sendable, Hashable, Codable {
    /// The amount in minor units of the currency: 1250 is £12.50 or ¥1250.
    public let minorUnits: Int64
    /// The currency of the minor units.
    public let currency: Currency

    /// Creates an amount from minor units.
    ///
    /// Any `Int64` is allowed here. Commands refuse an amount outside ``Limits/amount``.
    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Returns zero in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// Returns the sum, or nil if the currencies differ or the sum is outside ``Limits/amount``.
    public func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        return bounded(minorUnits.addingReportingOverflow(other.minorUnits))
    }

    /// Returns the difference, or nil if the currencies differ or the difference is outside ``Limits/amount``.
    public func subtracting(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        return bounded(minorUnits.subtractingReportingOverflow(other.minorUnits))
    }

    /// Returns the amount for a number of units at this price, or nil if it is outside ``Limits/amount``.
    public func multiplied(by quantity: Int64) -> Money? {
        bounded(minorUnits.multipliedReportingOverflow(by: quantity))
    }

    private func bounded(_ result: (partialValue: Int64, overflow: Bool)) -> Money? {
        guard !result.overflow, Limits.amount.contains(result.partialValue) else { return nil }
        return Money(minorUnits: result.partialValue, currency)
    }
}

extension Money {
    /// Returns an amount in US cents.
    public static func usd(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .usd) }
    /// Returns an amount in euro cents.
    public static func eur(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .eur) }
    /// Returns an amount in pence sterling.
    public static func gbp(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .gbp) }
    /// Returns an amount in yen, which has no smaller unit.
    public static func jpy(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .jpy) }
}

extension Money: CustomStringConvertible {
    /// The amount in major units with the currency's code, for logs and messages: "GBP 12.50", "JPY -300".
    ///
    /// The text does not depend on the locale. To display amounts to users, format them with the application's own
    /// means.
    public var description: String {
        let digits = String(minorUnits.magnitude)
        let padded = String(repeating: "0", count: max(0, currency.exponent + 1 - digits.count)) + digits
        let sign = minorUnits < 0 ? "-" : ""
        let major = padded.dropLast(currency.exponent)
        let minor = padded.suffix(currency.exponent)
        return "\(currency.code) \(sign)\(major)\(minor.isEmpty ? "" : ".\(minor)")"
    }
}

extension Money {
    /// The amount with the opposite sign.
    ///
    /// Amounts are within ±10^15, so the amount is never `Int64.min`, which has no opposite.
    var negated: Money { Money(minorUnits: 0 &- minorUnits, currency) }
}
