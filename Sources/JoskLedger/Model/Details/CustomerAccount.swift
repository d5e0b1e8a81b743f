/// A customer with the head of the customer's ledger.
///
/// The balance is not a separate field that could be wrong. It is the balance of the last ledger entry, which is the
/// sum of all entries.
public struct CustomerAccount: Sendable, Hashable, Codable, Identifiable {
    /// The customer.
    public package(set) var customer: Customer
    /// The last entry of the customer's ledger.
    ///
    /// There is always one, because opening the account writes the first entry.
    public internal(set) var lastEntry: LedgerEntry
    /// The number of the customer's orders.
    ///
    /// It equals the number of the latest order, because orders are numbered without gaps.
    public internal(set) var orderCount: Int64

    /// Creates an account from its stored values; for use by stores.
    public init(customer: Customer, lastEntry: LedgerEntry, orderCount: Int64) {
        self.customer = customer
        self.lastEntry = lastEntry
        self.orderCount = orderCount
    }

    /// The customer's identifier.
    public var id: Customer.ID { customer.id }
    /// The amount that the customer owes; negative if the customer is in credit.
    public var balance: Money { lastEntry.balance }
    /// The credit limit in force.
    public var creditLimit: Money { lastEntry.creditLimit }
    /// The amount that the customer may still charge: limit − balance.
    public var availableCredit: Money { lastEntry.availableCredit }
}
