/// Refunds an order or a part of it, by line and quantity, at the prices of the order.
///
/// The refund reduces the balance; it may become negative, which puts the customer in credit.
package struct RefundOrder: Command {
    package static let kind = "refund"

    package let orderID: Order.ID
    package let lines: [RefundRequestLine]

    package var footprint: Footprint { Footprint(orders: [orderID]) }
    package var lineCount: Int { lines.count }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID)
        encoder.append(lines)
    }

    package func decide(on state: TransactionState) throws(RefundRejection) -> Decision<RefundReceipt> {
        if let violation = LimitViolation.check(.lines, lines.count, within: Limits.lines) {
            throw .outOfBounds(violation)
        }
        for (index, line) in lines.enumerated() {
            if let violation = LimitViolation.check(
                .quantity, line.quantity, within: Limits.quantity, lineNumber: index + 1)
            {
                throw .outOfBounds(violation)
            }
        }
        guard let record = state.order(orderID), let account = state.customer(record.order.customerID) else {
            throw .unknownOrder(orderID)
        }
        try checkAgainst(record)

        let refund = try refund(of: record, on: state, account)
        guard let balance = account.balance.subtracting(refund.total) else {
            throw .outOfBounds(
                .balance(account.balance.minorUnits.subtractingReportingOverflow(refund.total.minorUnits)))
        }
        var changes = TransactionChanges()
        changes.record(refund)
        for movement in try returns(of: refund, on: state) { changes.move(movement) }
        var entry: LedgerEntry?
        // A total of zero makes no ledger entry.
        if refund.total.minorUnits > 0 {
            let next = account.next(
                .refund(refund.id, contentHash: refund.contentHash(in: state.businessID)),
                amount: refund.total.negated, balance: balance, on: state)
            changes.post(next)
            entry = next
        }
        let receipt = RefundReceipt(
            refundID: refund.id, total: refund.total, entry: entry.map { PostedEntry($0) }, balance: balance,
            refundedAt: refund.refundedAt)
        return Decision(receipt, changes)
    }

    /// Rejects lines that the order does not have, and quantities that exceed the remaining units of a line.
    private func checkAgainst(_ record: RefundableOrder) throws(RefundRejection) {
        var requested: [Int: Int64] = [:]
        for line in lines { requested[line.lineNumber, default: 0] += line.quantity }
        let unknown = requested.keys.filter { record.order.line(number: $0) == nil }.sorted()
        if !unknown.isEmpty { throw .unknownLineNumbers(unknown) }

        let refunded = record.refundedQuantities
        let excesses: [RefundRejection.Excess] = requested.keys.sorted().compactMap { number in
            // Only damaged quantities can wrap, and then no unit remains.
            let remaining = record.order.lines[number - 1].quantity &- refunded[number - 1]
            let quantity = requested[number, default: 0]
            return quantity > remaining
                ? .init(lineNumber: number, requested: quantity, remaining: remaining) : nil
        }
        if !excesses.isEmpty { throw .exceedsRemaining(excesses) }
    }

    private func refund(
        of record: RefundableOrder, on state: TransactionState, _ account: CustomerAccount
    ) throws(RefundRejection) -> Refund {
        var total: Int64 = 0
        var refunded: [RefundLine] = []
        for (index, line) in lines.enumerated() {
            let bought = record.order.lines[line.lineNumber - 1]
            // At most the bought quantity at the same price, so at most the order's total, which is in bounds. Only in a
            // damaged order can the amount be out of bounds, although the price and the quantity are not.
            let price = bought.unitPrice.minorUnits
            let (amount, overflow) = price.multipliedReportingOverflow(by: line.quantity)
            try check(.lineAmount, overflow ? nil : amount, lineNumber: index + 1)
            total += amount
            try check(.total, total)
            refunded.append(
                RefundLine(
                    lineNumber: line.lineNumber, productID: bought.productID, quantity: line.quantity,
                    amount: Money(minorUnits: amount, bought.unitPrice.currency), isRestocked: line.restock))
        }
        return Refund(
            id: Refund.ID(orderID: orderID, number: record.refundCount &+ 1),
            customerID: record.order.customerID, lines: refunded,
            total: Money(minorUnits: total, record.order.total.currency),
            refundedAt: max(account.time(on: state), record.order.placedAt),
            commandID: state.commandID)
    }

    private func check(
        _ subject: LimitViolation.Subject, _ amount: Int64?, lineNumber: Int? = nil
    ) throws(RefundRejection) {
        if let amount, Limits.nonNegativeAmount.contains(amount) { return }
        throw .outOfBounds(
            LimitViolation(subject, amount, allowed: Limits.nonNegativeAmount, lineNumber: lineNumber))
    }

    /// The movements that return goods to stock: one for each product, in the order of the lines.
    private func returns(of refund: Refund, on state: TransactionState) throws(RefundRejection)
        -> [StockMovement]
    {
        var order: [Product.ID] = []
        var quantities: [Product.ID: Int64] = [:]
        for line in refund.lines where line.isRestocked {
            if quantities[line.productID] == nil { order.append(line.productID) }
            quantities[line.productID, default: 0] += line.quantity
        }
        var movements: [StockMovement] = []
        for productID in order {
            guard let item = state.product(productID) else { throw .unknownOrder(orderID) }
            let quantity = quantities[productID, default: 0]
            if let violation = item.violation(adding: quantity) { throw .outOfBounds(violation) }
            movements.append(item.next(.return(refund.id), quantity: quantity, on: state))
        }
        return movements
    }
}

/// The quantity to refund from one line of an order.
public struct RefundRequestLine: Sendable, Hashable, Codable {
    /// The number of the order's line, counted from 1.
    public let lineNumber: Int
    /// The quantity in units, within ``Limits/quantity``.
    public let quantity: Int64
    /// True if the goods return to stock.
    public let restock: Bool

    /// Creates a refund of a quantity from one line.
    ///
    /// A refund may name the same line twice: once for units that return to stock and once for units that do not.
    public init(lineNumber: Int, quantity: Int64, restock: Bool = true) {
        self.lineNumber = lineNumber
        self.quantity = quantity
        self.restock = restock
    }
}

/// The result of a refund.
public struct RefundReceipt: Sendable, Hashable, Codable {
    /// The identifier of the refund.
    public let refundID: Refund.ID
    /// The refunded amount.
    public let total: Money
    /// The ledger entry; nil if the refunded amount is zero.
    public let entry: PostedEntry?
    /// The balance after this command: the amount that the customer owed; negative if the customer was in credit.
    public let balance: Money
    /// The time of the refund.
    public let refundedAt: Timestamp
}

/// The reasons why an order was not refunded.
public enum RefundRejection: Error, Sendable, Hashable, Codable {
    /// A request for more units of a line than remain to be refunded.
    public struct Excess: Sendable, Hashable, Codable {
        /// The number of the order's line, counted from 1.
        public let lineNumber: Int
        /// The requested quantity, in units.
        public let requested: Int64
        /// The remaining quantity: units bought and not refunded yet.
        public let remaining: Int64
    }

    /// No order has the identifier.
    case unknownOrder(Order.ID)
    /// The order has no lines with these numbers.
    case unknownLineNumbers([Int])
    /// The requested quantities exceed the remaining ones on these lines.
    case exceedsRemaining([Excess])
    /// A quantity, the number of lines, the resulting stock or the resulting balance is out of bounds.
    ///
    /// If the stored order is damaged, an amount can be out of bounds too.
    case outOfBounds(LimitViolation)
}

extension RefundRejection: DescribedError {
    /// The reason in complete sentences, with the values that explain it: one sentence for each of up to ten lines.
    public var description: String {
        switch self {
        case .unknownOrder(let id): Sentence.unknown("order", id)
        case .unknownLineNumbers(let numbers):
            Sentence.each(numbers) { "The order has no line \($0)." }
                .joined(separator: " ")
        case .exceedsRemaining(let excesses):
            Sentence.each(excesses, \.description)
                .joined(separator: " ")
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension RefundRejection.Excess: CustomStringConvertible {
    /// The line with its numbers, as one sentence.
    public var description: String {
        "Line \(lineNumber): \(requested) units requested, \(remaining) left to refund."
    }
}

extension RefundRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownOrder = "unknown_order"
        case unknownLineNumbers = "unknown_line_numbers"
        case exceedsRemaining = "exceeds_remaining"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownOrder: [.unknownOrder]
        case .unknownLineNumbers: [.unknownLineNumbers]
        case .exceedsRemaining: [.exceedsRemaining]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension RefundReceipt: PostingReceipt {
    /// The ledger entry; nil if the refunded amount is zero.
    public var postedEntry: PostedEntry? { entry }
}

extension RefundReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(refundID)
        encoder.append(total)
        encoder.append(entry)
        encoder.append(balance)
        encoder.append(refundedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            refundID: try decoder.next(), total: try decoder.next(), entry: try decoder.next(),
            balance: try decoder.next(), refundedAt: try decoder.next())
    }
}

extension RefundRequestLine: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(Int64(lineNumber))
        encoder.append(quantity)
        encoder.append(restock)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            lineNumber: Int(clamping: try decoder.next(Int64.self)), quantity: try decoder.next(),
            restock: try decoder.next())
    }
}
