/// The credit of a customer, and the credit that a purchase requires.
public struct CreditFigures: Sendable, Hashable, Codable {
    /// The current credit limit.
    public let limit: Money
    /// The amount that the customer owes.
    public let balance: Money
    /// The available credit: limit − balance.
    public let available: Money
    /// The required credit: the total of the purchase.
    public let required: Money

    init(of account: CustomerAccount, required: Money) {
        limit = account.creditLimit
        balance = account.balance
        available = account.availableCredit
        self.required = required
    }

    /// True if the available credit covers the purchase.
    ///
    /// A total of zero needs no credit, even with a balance above the limit.
    public var isSufficient: Bool {
        required.minorUnits == 0 || required.minorUnits <= available.minorUnits
    }
}
