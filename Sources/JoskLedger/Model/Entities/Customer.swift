/// A customer of one business, who buys on credit.
public struct Customer: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a customer.
    public typealias ID = Identifier<Customer>

    /// The customer's identifier.
    public let id: ID
    /// The customer's name.
    ///
    /// No fact contains it, so a later erasure does not have to change a fact.
    public package(set) var name: Name
    /// The application's own key for the customer, unique within the business.
    public package(set) var reference: CustomerReference?
    /// The customer's own payment terms; nil to use those of the business.
    public package(set) var paymentTerms: PaymentTerms?
    /// True if the customer may buy.
    ///
    /// Payments and refunds are possible in either case.
    public package(set) var isActive: Bool

    /// Creates a customer from its stored values; for use by stores.
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
