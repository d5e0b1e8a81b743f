/// The error for a number outside its bounds, with the number and the bounds.
public struct LimitViolation: Error, Sendable, Hashable, Codable {
    /// The kind of quantity that a number measures.
    public enum Subject: String, Sendable, Hashable, Codable {
        /// A customer's credit limit, in minor units.
        case creditLimit
        /// The price of one unit, in minor units.
        case price
        /// A payment or a payout, in minor units.
        case payment
        /// An adjustment of a balance, in minor units.
        case adjustment
        /// The amount of one order line (quantity × unit price), in minor units.
        case lineAmount
        /// The total of an order or a quote, in minor units.
        case total
        /// A customer's balance after the command, in minor units.
        case balance
        /// The number of lines of an order or a refund.
        case lines
        /// The number of units on a line or in a stock movement.
        case quantity
        /// The number of units on hand after the command.
        case stock
        /// Payment terms, in days.
        case paymentTerms
    }

    /// The kind of quantity that the number measures.
    public let subject: Subject
    /// The number that the caller passed or that would have resulted; nil if it does not fit in an `Int64`.
    public let value: Int64?
    /// The allowed numbers.
    public let allowed: ClosedRange<Int64>
    /// The request's line with the number, counted from 1; nil if the number is not on a line.
    public let lineNumber: Int?

    init(_ subject: Subject, _ value: Int64?, allowed: ClosedRange<Int64>, lineNumber: Int? = nil) {
        self.subject = subject
        self.value = value
        self.allowed = allowed
        self.lineNumber = lineNumber
    }

    /// Returns the violation, or nil if the number is within its bounds.
    static func check(
        _ subject: Subject, _ value: Int64, within allowed: ClosedRange<Int64>, lineNumber: Int? = nil
    ) -> LimitViolation? {
        if allowed.contains(value) { return nil }
        return LimitViolation(subject, value, allowed: allowed, lineNumber: lineNumber)
    }

    /// Returns the violation, or nil if the count is within its bounds.
    static func check(_ subject: Subject, _ count: Int, within allowed: ClosedRange<Int>) -> LimitViolation? {
        check(subject, Int64(count), within: Int64(allowed.lowerBound)...Int64(allowed.upperBound))
    }
}

extension LimitViolation: DescribedError {
    /// One sentence with the number, its line and its bounds.
    public var description: String {
        let place = lineNumber.map { " on line \($0)" } ?? ""
        let number = value.map { "is \($0)" } ?? "does not fit in 64 bits"
        return "The \(subject.noun)\(place) \(number); "
            + "it must be from \(allowed.lowerBound) to \(allowed.upperBound)\(subject.unit)."
    }
}

extension LimitViolation.Subject {
    fileprivate var noun: String {
        switch self {
        case .creditLimit: "credit limit"
        case .price: "price"
        case .payment: "paid amount"
        case .adjustment: "adjustment"
        case .lineAmount: "amount"
        case .total: "total"
        case .balance: "resulting balance"
        case .lines: "number of lines"
        case .quantity: "quantity"
        case .stock: "resulting stock"
        case .paymentTerms: "payment term"
        }
    }

    fileprivate var unit: String {
        switch self {
        case .creditLimit, .price, .payment, .adjustment, .lineAmount, .total, .balance: " minor units"
        case .lines: ""
        case .quantity, .stock: " units"
        case .paymentTerms: " days"
        }
    }
}
