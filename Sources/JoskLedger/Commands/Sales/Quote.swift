/// The lines, the total and the reasons for rejection of a purchase, computed without making it.
///
/// A quote reserves nothing: prices, stock and credit may change before the purchase.
public struct Quote: Sendable, Hashable, Codable {
    /// The priced lines.
    ///
    /// A line is left out if its product is unknown and it has no price of its own, or if a number is out of
    /// bounds. ``rejection`` then contains the reason.
    public let lines: [OrderLine]
    /// The total; nil if a line is left out or the sum is out of bounds.
    public let total: Money?
    /// The credit figures; nil if the customer is unknown or there is no total.
    public let credit: CreditFigures?
    /// All reasons for rejection; nil if the purchase would be accepted.
    public let rejection: PurchaseRejection?

    /// The products with insufficient stock; empty if the stock covers every line.
    public var shortages: [PurchaseRejection.Shortage] { rejection?.shortages ?? [] }

    init(_ assessment: PurchaseAssessment) {
        lines = assessment.lines
        total = assessment.total
        credit = assessment.credit
        rejection = assessment.rejection.isEmpty ? nil : assessment.rejection
    }
}
