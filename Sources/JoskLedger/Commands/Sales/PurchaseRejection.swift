/// Why a purchase did not happen: everything that stood in its way, at once, so that a caller need not find
/// out one thing after another.
///
/// Two things cannot be told together: a request with no lines, or too many, is refused for that alone; and
/// the credit is assessed only if every line has an amount and the total is in bounds.
public struct PurchaseRejection: Error, Sendable, Hashable, Codable {
    /// What is wrong with the customer.
    public enum CustomerProblem: Sendable, Hashable, Codable {
        /// There is no customer by that identifier.
        case unknown(Customer.ID)
        /// The customer may not buy.
        case inactive(Customer.ID)
    }

    /// A product of which more was asked for than there is.
    public struct Shortage: Sendable, Hashable, Codable {
        /// The product.
        public let productID: Product.ID
        /// The lines that ask for it, counted from 1.
        public let lineNumbers: [Int]
        /// Units asked for on all these lines together.
        public let requested: Int64
        /// Units on hand.
        public let available: Int64
        /// Units that are missing.
        public var missing: Int64 { requested - available }
    }

    /// A total other than the one that the caller expected.
    public struct ChangedTotal: Sendable, Hashable, Codable {
        /// What the caller expected.
        public let expected: Money
        /// What it would cost.
        public let actual: Money
    }

    /// Numbers out of bounds: the count of lines, quantities, prices, amounts, the total.
    public internal(set) var outOfBounds: [LimitViolation] = []
    /// Prices that are not in the currency of the business, by line, and, without a line, the expected total.
    public internal(set) var currencyMismatches: [CurrencyMismatch] = []
    /// There is an order by the identifier that the caller supplied.
    public internal(set) var conflictingOrderID: Order.ID?
    /// Another order has the reference.
    public internal(set) var referenceHolderID: Order.ID?
    /// The customer is unknown or may not buy.
    public internal(set) var customerProblem: CustomerProblem?
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

extension PurchaseRejection: CustomStringConvertible {
    /// All the reasons in one line, for logs.
    public var description: String {
        var reasons = outOfBounds.map(\.description)
        reasons += currencyMismatches.map(\.description)
        if let conflictingOrderID { reasons.append("order \(conflictingOrderID) exists") }
        if let referenceHolderID { reasons.append("order \(referenceHolderID) has the reference") }
        switch customerProblem {
        case .unknown(let id): reasons.append("customer \(id) is unknown")
        case .inactive(let id): reasons.append("customer \(id) is inactive")
        case nil: break
        }
        reasons += unknownProducts.map { "product \($0) is unknown" }
        reasons += inactiveProducts.map { "product \($0) is inactive" }
        reasons += shortages.map {
            "product \($0.productID): requested \($0.requested), available \($0.available)"
        }
        if let credit { reasons.append("credit: required \(credit.required), available \(credit.available)") }
        if let changedTotal {
            reasons.append("total: expected \(changedTotal.expected), is \(changedTotal.actual)")
        }
        return reasons.joined(separator: "; ")
    }
}

extension PurchaseRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case outOfBounds = "out_of_bounds"
        case currencyMismatch = "currency_mismatch"
        case alreadyExists = "already_exists"
        case referenceTaken = "reference_taken"
        case unknownCustomer = "unknown_customer"
        case inactiveCustomer = "inactive_customer"
        case unknownProduct = "unknown_product"
        case inactiveProduct = "inactive_product"
        case insufficientStock = "insufficient_stock"
        case insufficientCredit = "insufficient_credit"
        case changedTotal = "changed_total"
    }

    /// Everything that stood in its way, however many lines say the same.
    package var reasons: Set<Reason> {
        var reasons: Set<Reason> = []
        if !outOfBounds.isEmpty { reasons.insert(.outOfBounds) }
        if !currencyMismatches.isEmpty { reasons.insert(.currencyMismatch) }
        if conflictingOrderID != nil { reasons.insert(.alreadyExists) }
        if referenceHolderID != nil { reasons.insert(.referenceTaken) }
        switch customerProblem {
        case .unknown: reasons.insert(.unknownCustomer)
        case .inactive: reasons.insert(.inactiveCustomer)
        case nil: break
        }
        if !unknownProducts.isEmpty { reasons.insert(.unknownProduct) }
        if !inactiveProducts.isEmpty { reasons.insert(.inactiveProduct) }
        if !shortages.isEmpty { reasons.insert(.insufficientStock) }
        if credit != nil { reasons.insert(.insufficientCredit) }
        if changedTotal != nil { reasons.insert(.changedTotal) }
        return reasons
    }
}
