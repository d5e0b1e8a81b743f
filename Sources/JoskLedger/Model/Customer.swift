/// Somebody who buys from one business on credit.
public struct Customer: Sendable, Hashable, Identifiable {
    /// The identifier of a customer.
    public typealias ID = Identifier<Customer>

    /// The customer's identifier.
    public let id: ID
    /// The customer's name; no fact holds it, so it can be changed and erased.
    public var name: Name
    /// The host's own key for the customer, unique in the business.
    public var reference: CustomerReference?
    /// The customer's own payment terms; nil for those of the business.
    public var terms: PaymentTerms?
    /// Whether the customer may buy. Payments and refunds work all the same.
    public var isActive: Bool

    /// A customer as it stands; for stores, which read it back.
    public init(id: ID, name: Name, reference: CustomerReference?, terms: PaymentTerms?, isActive: Bool) {
        self.id = id
        self.name = name
        self.reference = reference
        self.terms = terms
        self.isActive = isActive
    }
}

/// A customer and where the customer's ledger stands.
///
/// The balance is no field of its own that could go wrong: it is what the last ledger entry carries, which is
/// the sum of all entries.
public struct Account: Sendable, Hashable, Identifiable {
    /// The customer.
    public internal(set) var customer: Customer
    /// The last entry of the customer's ledger; there is always one, for opening the account writes the
    /// first.
    public internal(set) var lastEntry: LedgerEntry
    /// How many orders the customer has made: the number of the latest, for they are numbered without gaps.
    public internal(set) var orderCount: Int64

    /// An account as it stands; for stores, which read it back.
    public init(customer: Customer, lastEntry: LedgerEntry, orderCount: Int64) {
        self.customer = customer
        self.lastEntry = lastEntry
        self.orderCount = orderCount
    }

    /// The customer's identifier.
    public var id: Customer.ID { customer.id }
    /// What the customer owes; negative if the customer is in credit.
    public var balance: Money { lastEntry.balance }
    /// The credit limit in force.
    public var creditLimit: Money { lastEntry.creditLimit }
    /// What the customer may still charge: limit − balance. It is negative where the limit was lowered below
    /// the balance, and more than the limit where the customer is in credit.
    public var availableCredit: Money {
        // Both are within ±10^15 (see Limits), so the difference is far from the end of Int64.
        Money(minorUnits: creditLimit.minorUnits - balance.minorUnits, balance.currency)
    }
}
