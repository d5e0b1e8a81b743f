public import Foundation

/// A tenant: a business that sells to customers on credit. Everything else belongs to exactly one business.
public struct Business: Sendable, Hashable, Identifiable {
    /// The identifier of a business, and the only way to its data.
    public typealias ID = Identifier<Business>

    /// The business's identifier.
    public let id: ID
    /// The business's name.
    public let name: Name
    /// The one currency that all its amounts are in.
    public let currency: Currency
    /// The time zone that decides which day a charge is made, and so when it is due.
    public let timeZone: TimeZone
    /// The payment terms of customers who have none of their own.
    public let paymentTerms: PaymentTerms
    /// When the business was created.
    public let createdAt: Timestamp

    /// A business as it stands; for stores, which read it back.
    public init(
        id: ID, name: Name, currency: Currency, timeZone: TimeZone, paymentTerms: PaymentTerms,
        createdAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.currency = currency
        self.timeZone = timeZone
        self.paymentTerms = paymentTerms
        self.createdAt = createdAt
    }
}
