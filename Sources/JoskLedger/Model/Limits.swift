/// Every bound that Josk sets, in one place. What is beyond a bound is refused with a ``LimitViolation``, or,
/// for a text, with a ``TextViolation``; nothing is cut off and nothing wraps. Only the size of a page is not
/// worth an error: it becomes the nearest that is allowed.
public enum Limits {
    /// Amounts, balances and credit limits, in minor units: ±10^15. The product of two numbers within bounds
    /// may leave `Int64`, the sum or difference of two never does.
    public static let amount: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000
    /// A payment, in minor units.
    public static let positiveAmount: ClosedRange<Int64> = 1...amount.upperBound
    /// A price or a credit limit, which may be zero, in minor units.
    public static let nonNegativeAmount: ClosedRange<Int64> = 0...amount.upperBound
    /// Units on one line of a request, or in one receipt or adjustment. What an order sells or a refund
    /// returns of a product is the sum of its lines.
    public static let quantity: ClosedRange<Int64> = 1...1_000_000_000_000
    /// Units of a product on hand.
    public static let stock: ClosedRange<Int64> = 0...1_000_000_000_000_000
    /// Lines of one order, or of one refund.
    public static let lines: ClosedRange<Int> = 1...10_000
    /// Payment terms, in days: up to ten years.
    public static let paymentTermDays: ClosedRange<Int> = 0...3_650
    /// UTF-8 bytes of an idempotency key, a SKU or a reference.
    public static let keyBytes: ClosedRange<Int> = 1...255
    /// UTF-8 bytes of the name of a business, a customer or a product.
    public static let nameBytes: ClosedRange<Int> = 1...1_000
    /// UTF-8 bytes of the reason for an adjustment.
    public static let reasonBytes: ClosedRange<Int> = 1...1_000
    /// Pairs in the metadata of one command.
    public static let metadataPairs: ClosedRange<Int> = 0...50
    /// UTF-8 bytes of a value in metadata; a metadata key has ``keyBytes``.
    public static let metadataValueBytes: ClosedRange<Int> = 0...1_000
    /// Elements of one page of a read; a caller who asks for more gets this many.
    public static let pageSize: ClosedRange<Int> = 1...1_000
}

/// A number that is outside its bounds, with the number and the bounds.
public struct LimitViolation: Error, Sendable, Hashable, Codable {
    /// What the number counts.
    public enum Subject: String, Sendable, Hashable, Codable {
        /// A customer's credit limit, in minor units.
        case creditLimit
        /// The price of one unit, in minor units.
        case price
        /// A payment, in minor units.
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
        /// Units on a line or in a movement.
        case quantity
        /// Units on hand after the command.
        case stock
        /// Payment terms, in days.
        case paymentTerms
    }

    /// What the number counts.
    public let subject: Subject
    /// The number that was given or would have resulted; nil if it does not fit in an `Int64`.
    public let value: Int64?
    /// The numbers that are allowed.
    public let allowed: ClosedRange<Int64>
    /// The line of the request that it stands on, counted from 1, where it stands on one.
    public let lineNumber: Int?

    init(_ subject: Subject, _ value: Int64?, allowed: ClosedRange<Int64>, lineNumber: Int? = nil) {
        self.subject = subject
        self.value = value
        self.allowed = allowed
        self.lineNumber = lineNumber
    }

    /// The violation, or nil if the number is within its bounds.
    static func check(
        _ subject: Subject, _ value: Int64, within allowed: ClosedRange<Int64>, lineNumber: Int? = nil
    ) -> LimitViolation? {
        if allowed.contains(value) { return nil }
        return LimitViolation(subject, value, allowed: allowed, lineNumber: lineNumber)
    }

    /// The violation, or nil if the count is within its bounds.
    static func check(_ subject: Subject, _ count: Int, within allowed: ClosedRange<Int>) -> LimitViolation? {
        check(subject, Int64(count), within: Int64(allowed.lowerBound)...Int64(allowed.upperBound))
    }
}

extension LimitViolation: CustomStringConvertible {
    /// One line for logs and messages.
    public var description: String {
        let place = lineNumber.map { " on line \($0)" } ?? ""
        let number = value.map(String.init) ?? "beyond Int64"
        let bounds = "\(allowed.lowerBound)...\(allowed.upperBound)"
        return "\(subject.rawValue)\(place): \(number) is not within \(bounds)"
    }
}
