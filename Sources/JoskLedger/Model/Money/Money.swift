/// An amount of money in whole minor units (pence, cents) of one currency.
///
/// No amount passes through floating point and nothing is rounded: a price times a quantity is exact. The
/// operations here are checked. They answer nil where the currencies differ or the result leaves
/// ``Limits/amount``; nothing traps and nothing wraps.
public struct Money: Sendable, Hashable, Codable {
    /// The amount in minor units of the currency: 1250 is £12.50, or ¥1250.
    public let minorUnits: Int64
    /// The currency that the minor units belong to.
    public let currency: Currency

    /// An amount in minor units. Any `Int64` is allowed here; commands refuse what is beyond
    /// ``Limits/amount``.
    public init(minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// Nothing, in a currency.
    public static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

    /// The sum, or nil if the currencies differ or the sum is beyond ``Limits/amount``.
    public func adding(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        return bounded(minorUnits.addingReportingOverflow(other.minorUnits))
    }

    /// The difference, or nil if the currencies differ or the difference is beyond ``Limits/amount``.
    public func subtracting(_ other: Money) -> Money? {
        guard currency == other.currency else { return nil }
        return bounded(minorUnits.subtractingReportingOverflow(other.minorUnits))
    }

    /// The amount for a number of units at this price, or nil if it is beyond ``Limits/amount``.
    public func multiplied(by quantity: Int64) -> Money? {
        bounded(minorUnits.multipliedReportingOverflow(by: quantity))
    }

    private func bounded(_ result: (partialValue: Int64, overflow: Bool)) -> Money? {
        guard !result.overflow, Limits.amount.contains(result.partialValue) else { return nil }
        return Money(minorUnits: result.partialValue, currency)
    }
}

extension Money {
    /// An amount in US cents.
    public static func usd(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .usd) }
    /// An amount in euro cents.
    public static func eur(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .eur) }
    /// An amount in pence sterling.
    public static func gbp(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .gbp) }
    /// An amount in yen, which has no smaller unit.
    public static func jpy(minorUnits: Int64) -> Money { Money(minorUnits: minorUnits, .jpy) }
}

extension Money: CustomStringConvertible {
    /// The amount in major units with the currency's code, for logs and messages: "GBP 12.50", "JPY -300".
    /// It follows no locale; format for people with the host's own means.
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
    /// The same amount the other way. Amounts are within ±10^15, so it is never the one number without an
    /// opposite.
    var negated: Money { Money(minorUnits: 0 &- minorUnits, currency) }
}
