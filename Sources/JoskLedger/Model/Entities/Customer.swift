/// Somebody who buys from one business on credit.
public struct Customer: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a customer.
    public typealias ID = Identifier<Customer>

    /// The customer's identifier.
    public let id: ID
    /// The customer's name; no fact holds it, so that a later erasure need not touch one.
    public package(set) var name: Name
    /// The host's own key for the customer, unique in the business.
    public package(set) var reference: CustomerReference?
    /// The customer's own payment terms; nil for those of the business.
    public package(set) var paymentTerms: PaymentTerms?
    /// Whether the customer may buy. Payments and refunds work all the same.
    public package(set) var isActive: Bool

    /// A customer as it stands; for stores, which read it back.
    public init(
        id: ID, name: Name, reference: CustomerReference?, paymentTerms: PaymentTerms?, isActive: Bool
    ) {
        self.id = id
        self.name = name
        self.reference = reference
        self.paymentTerms = paymentTerms
        self.isActive = isActive
    }
}
