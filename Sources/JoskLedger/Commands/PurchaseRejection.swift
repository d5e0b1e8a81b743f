/// Why a purchase did not happen: everything that stood in its way, at once, so that a caller need not find
/// out one thing after another.
public struct PurchaseRejection: Error, Sendable, Hashable {
    /// What is wrong with the customer.
    public enum CustomerProblem: Sendable, Hashable {
        /// There is no customer by that identifier.
        case unknown(Customer.ID)
        /// The customer may not buy.
        case inactive(Customer.ID)
    }

    /// A product of which more was asked for than there is.
    public struct Shortage: Sendable, Hashable {
        /// The product.
        public let productID: Product.ID
        /// The lines that ask for it, counted from 1.
        public let lineNumbers: [Int]
        /// Units asked for on all these lines together.
        public let asked: Int64
        /// Units on hand.
        public let available: Int64
        /// Units that are missing.
        public var missing: Int64 { asked - available }
    }

    /// A total other than the one that the caller expected.
    public struct ChangedTotal: Sendable, Hashable {
        /// What the caller expected.
        public let expected: Money
        /// What it would cost.
        public let actual: Money
    }

    /// Numbers out of bounds: the count of lines, quantities, prices, amounts, the total.
    public internal(set) var outOfBounds: [LimitViolation] = []
    /// A price or the expected total is not in the currency of the business.
    public internal(set) var currency: CurrencyMismatch?
    /// There is an order by the identifier that the caller supplied.
    public internal(set) var existingOrder: Order.ID?
    /// Another order has the reference.
    public internal(set) var referenceTakenBy: Order.ID?
    /// The customer is unknown or may not buy.
    public internal(set) var customer: CustomerProblem?
    /// Products that do not exist, in the order of the lines.
    public internal(set) var unknownProducts: [Product.ID] = []
    /// Products that may not be bought, in the order of the lines.
    public internal(set) var inactiveProducts: [Product.ID] = []
    /// Products that are short, in the order of the lines.
    public internal(set) var shortages: [Shortage] = []
    /// The credit figures, if the credit does not suffice.
    public internal(set) var credit: CreditFigures?
    /// The totals, if the caller expected another.
    public internal(set) var changedTotal: ChangedTotal?

    /// Whether nothing stands in the way.
    var isEmpty: Bool { self == PurchaseRejection() }

    init() {}
}

/// What a customer may charge, and what a purchase needs.
public struct CreditFigures: Sendable, Hashable {
    /// The credit limit in force.
    public let limit: Money
    /// What the customer owes.
    public let balance: Money
    /// What the customer may still charge: limit − balance.
    public let available: Money
    /// What the purchase needs: its total.
    public let required: Money

    init(of account: Account, required: Money) {
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

extension PurchaseRejection: CustomStringConvertible {
    /// All the reasons in one line, for logs.
    public var description: String {
        var reasons = outOfBounds.map(\.description)
        if let currency { reasons.append("currency: \(currency.given) instead of \(currency.expected)") }
        if let existingOrder { reasons.append("order \(existingOrder) exists") }
        if let referenceTakenBy { reasons.append("order \(referenceTakenBy) has the reference") }
        switch customer {
        case .unknown(let id): reasons.append("customer \(id) is unknown")
        case .inactive(let id): reasons.append("customer \(id) is inactive")
        case nil: break
        }
        reasons += unknownProducts.map { "product \($0) is unknown" }
        reasons += inactiveProducts.map { "product \($0) is inactive" }
        reasons += shortages.map { "product \($0.productID): asked \($0.asked), available \($0.available)" }
        if let credit { reasons.append("credit: required \(credit.required), available \(credit.available)") }
        if let changedTotal {
            reasons.append("total: expected \(changedTotal.expected), is \(changedTotal.actual)")
        }
        return reasons.joined(separator: "; ")
    }
}
