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
