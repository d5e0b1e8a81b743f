/// What a customer may charge, and what a purchase needs.
public struct CreditFigures: Sendable, Hashable, Codable {
    /// The credit limit in force.
    public let limit: Money
    /// What the customer owes.
    public let balance: Money
    /// What the customer may still charge: limit − balance.
    public let available: Money
    /// What the purchase needs: its total.
    public let required: Money

    init(of account: CustomerAccount, required: Money) {
        limit = account.creditLimit
        balance = account.balance
        available = account.availableCredit
        self.required = required
    }

    /// Whether the credit suffices. What costs nothing needs no credit, whatever the balance.
    public var isSufficient: Bool {
        required.minorUnits == 0 || required.minorUnits <= available.minorUnits
    }
}
