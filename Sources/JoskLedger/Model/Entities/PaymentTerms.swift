/// How long a customer may take to pay: a charge is due that many days after the day it was made, in the time
/// zone of the business.
public struct PaymentTerms: Sendable, Hashable, Codable {
    /// Days until a charge is due, within ``Limits/paymentTermDays``; zero is due on the day itself.
    public let days: Int

    init(days: Int) { self.days = days }

    /// Terms of some days. Any number is allowed here; commands refuse what is beyond
    /// ``Limits/paymentTermDays``.
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
