/// What a purchase would come to now, had it been made. It promises nothing: by the time of the purchase the
/// price, the stock and the credit may be others.
public struct Quote: Sendable, Hashable, Codable {
    /// The lines at the prices they would be sold for. A line whose product is unknown and that names no
    /// price, or whose numbers are out of bounds, is left out; ``rejection`` says so.
    public let lines: [OrderLine]
    /// The total; nil if a line is left out or the sum is out of bounds.
    public let total: Money?
    /// The credit figures; nil if the customer is unknown or there is no total.
    public let credit: CreditFigures?
    /// Everything that would stand in the way; nil if the purchase would be accepted.
    public let rejection: PurchaseRejection?

    /// The products that are short; empty if there is enough of everything.
    public var shortages: [PurchaseRejection.Shortage] { rejection?.shortages ?? [] }

    init(_ assessment: PurchaseAssessment) {
        lines = assessment.lines
        total = assessment.total
        credit = assessment.credit
        rejection = assessment.rejection.isEmpty ? nil : assessment.rejection
    }
}
