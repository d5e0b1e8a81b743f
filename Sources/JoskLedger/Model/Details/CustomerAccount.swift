/// A customer and where the customer's ledger stands.
///
/// The balance is no field of its own that could go wrong: it is what the last ledger entry carries, which is
/// the sum of all entries.
public struct CustomerAccount: Sendable, Hashable, Codable, Identifiable {
    /// The customer.
    public package(set) var customer: Customer
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
    /// What the customer may still charge: limit − balance.
    public var availableCredit: Money { lastEntry.availableCredit }
}
