/// A refund, which reverses an order or a part of it.
///
/// It reverses quantities of the order's lines, at the price that was paid.
public struct Refund: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a refund: the order and the refund's number there.
    public struct ID: Sendable, Hashable, Codable {
        /// The refunded order.
        public let orderID: Order.ID
        /// The refund's number among the order's refunds, counted from 1 without gaps.
        public let number: Int64

        /// Creates the identifier of a refund of an order.
        public init(orderID: Order.ID, number: Int64) {
            self.orderID = orderID
            self.number = number
        }
    }

    /// The refund's identifier.
    public let id: ID
    /// The customer of the order.
    ///
    /// The refund reduces the amount that the customer owes by ``total``.
    public let customerID: Customer.ID
    /// The refunded lines, in the order of the request.
    public let lines: [RefundLine]
    /// The sum of the lines' amounts.
    public let total: Money
    /// The time of the refund.
    public let refundedAt: Timestamp
    /// The command that made the refund.
    public let commandID: JournalEntry.ID

    /// Creates a refund from its stored values; for use by stores.
    public init(
        id: ID, customerID: Customer.ID, lines: [RefundLine], total: Money, refundedAt: Timestamp,
        commandID: JournalEntry.ID
    ) {
        self.id = id
        self.customerID = customerID
        self.lines = lines
        self.total = total
        self.refundedAt = refundedAt
        self.commandID = commandID
    }
}

/// One line of a refund.
public struct RefundLine: Sendable, Hashable, Codable {
    /// The number of the order's line, counted from 1.
    public let lineNumber: Int
    /// The product of that line.
    public let productID: Product.ID
    /// The number of units, at least 1.
    public let quantity: Int64
    /// The quantity times the price that was paid for one unit.
    public let amount: Money
    /// True if the goods were returned to stock.
    public let isRestocked: Bool

    /// Creates a line from its stored values; for use by stores.
    public init(lineNumber: Int, productID: Product.ID, quantity: Int64, amount: Money, isRestocked: Bool) {
        self.lineNumber = lineNumber
        self.productID = productID
        self.quantity = quantity
        self.amount = amount
        self.isRestocked = isRestocked
    }
}

extension Refund.ID: CustomStringConvertible {
    /// The refund's number and its order: "refund 2 of order 0192…".
    public var description: String { "refund \(number) of order \(orderID)" }
}

extension Refund.ID: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(orderID)
        encoder.append(number)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(orderID: try decoder.next(), number: try decoder.next())
    }
}
