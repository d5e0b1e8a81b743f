/// The number of days that a customer has to pay a charge.
///
/// A charge is due that many days after the day on which it was made, in the time zone of the business.
public struct PaymentTerms: Sendable, Hashable, Codable {
    /// The number of days until a charge is due, within ``Limits/paymentTermDays``; zero means due on the same day.
    public let days: Int

    init(days: Int) { self.days = days }

    /// Returns payment terms of a number of days.
    ///
    /// Any number is allowed here. Commands reject a number outside ``Limits/paymentTermDays``.
    public static func days(_ days: Int) -> PaymentTerms { PaymentTerms(days: days) }

    var violation: LimitViolation? {
        .check(.paymentTerms, days, within: Limits.paymentTermDays)
    }
}

extension PaymentTerms: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) { encoder.append(Int64(days)) }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(days: Int(clamping: try Int64(from: &decoder)))
    }
}
