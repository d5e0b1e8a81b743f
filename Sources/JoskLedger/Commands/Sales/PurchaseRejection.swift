/// All reasons why a purchase was rejected.
///
/// One rejection contains every reason, so that a caller need not correct them one at a time. There are two
/// exceptions. A request with no lines or with too many is rejected for that reason alone. The credit and the expected
/// total are assessed only if every line has an amount and the total is in bounds.
public struct PurchaseRejection: Error, Sendable, Hashable, Codable {
    /// A reason that concerns the customer.
    public enum CustomerProblem: Sendable, Hashable, Codable {
        /// No customer has the identifier.
        case unknown(Customer.ID)
        /// The customer is inactive.
        case inactive(Customer.ID)
    }

    /// A product with insufficient stock.
    public struct Shortage: Sendable, Hashable, Codable {
        /// The product.
        public let productID: Product.ID
        /// The numbers of the lines that request the product, counted from 1.
        public let lineNumbers: [Int]
        /// The sum of the requested units on these lines.
        public let requested: Int64
        /// The units in stock.
        public let available: Int64
        /// The missing units: requested − available.
        public var missing: Int64 {
            let (difference, overflow) = requested.subtractingReportingOverflow(available)
            // Only a decoded value can overflow.
            return overflow ? .max : difference
        }
    }

    /// A total that differs from the expected one.
    public struct ChangedTotal: Sendable, Hashable, Codable {
        /// The expected total.
        public let expected: Money
        /// The actual total.
        public let actual: Money
    }

    /// The numbers out of bounds: the number of lines, quantities, prices, amounts, the total; alone, the balance of a
    /// damaged ledger.
    public internal(set) var outOfBounds: [LimitViolation] = []
    /// The mismatches of currencies: one for each price, and for the expected total, in another currency than the
    /// business's.
    ///
    /// The mismatch of a price has the number of its line. That of the expected total has none, and comes last.
    public internal(set) var currencyMismatches: [CurrencyMismatch] = []
    /// The supplied order identifier, if an order with it exists.
    public internal(set) var conflictingOrderID: Order.ID?
    /// The order that already has the reference.
    public internal(set) var referenceHolderID: Order.ID?
    /// The problem with the customer, if the customer is unknown or inactive.
    public internal(set) var customerProblem: CustomerProblem?
    /// The unknown products, in the order of the lines.
    public internal(set) var unknownProducts: [Product.ID] = []
    /// The inactive products, in the order of the lines.
    public internal(set) var inactiveProducts: [Product.ID] = []
    /// The products with insufficient stock, in the order of the lines.
    public internal(set) var shortages: [Shortage] = []
    /// The credit figures, if the available credit is insufficient.
    public internal(set) var credit: CreditFigures?
    /// The expected and the actual total, if they differ.
    public internal(set) var changedTotal: ChangedTotal?

    /// True if there is no reason to reject the purchase.
    var isEmpty: Bool { self == PurchaseRejection() }

    init() {}

    init(_ violation: LimitViolation) { outOfBounds = [violation] }
}

extension PurchaseRejection: DescribedError {
    /// One complete sentence for each reason, with the numbers that explain it.
    ///
    /// Of many reasons of one kind it lists ten, and the number of the others.
    public var description: String {
        var sentences = Sentence.each(outOfBounds, \.description)
        sentences += Sentence.each(currencyMismatches, \.description)
        if let conflictingOrderID { sentences.append(Sentence.exists("order", conflictingOrderID)) }
        if let referenceHolderID {
            sentences.append("The reference belongs to another order, \(referenceHolderID).")
        }
        switch customerProblem {
        case .unknown(let id): sentences.append(Sentence.unknown("customer", id))
        case .inactive(let id): sentences.append("Customer \(id) is inactive.")
        case nil: break
        }
        sentences += Sentence.each(unknownProducts) {
            Sentence.unknown("product", $0)
        }
        sentences += Sentence.each(inactiveProducts) { "Product \($0) is inactive." }
        sentences += Sentence.each(shortages, \.description)
        if let credit {
            sentences.append(
                "The purchase requires \(credit.required) of credit; \(credit.available) is available.")
        }
        if let changedTotal {
            sentences.append("The total is \(changedTotal.actual), not \(changedTotal.expected) as expected.")
        }
        return sentences.joined(separator: " ")
    }
}

extension PurchaseRejection.Shortage: CustomStringConvertible {
    /// The product with its numbers, as one sentence.
    public var description: String {
        let lines = lineNumbers.prefix(Sentence.listedElements).map(String.init).joined(separator: ", ")
        let more = lineNumbers.count > Sentence.listedElements ? ", …" : ""
        return "Product \(productID) (line \(lines)\(more)): "
            + "\(requested) units requested, \(available) available, \(missing) missing."
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

    /// The distinct reasons, however many lines have the same one.
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
