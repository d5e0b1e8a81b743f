/// What undoes an order, or a part of it: by line and quantity, at the price that was paid.
public struct Refund: Sendable, Hashable, Codable, Identifiable {
    /// A refund is known by its order and its number there.
    public struct ID: Sendable, Hashable, Codable {
        /// The order that is refunded.
        public let orderID: Order.ID
        /// Which refund of the order it is, counted from 1 without gaps.
        public let number: Int64

        /// The identifier of one refund of an order.
        public init(orderID: Order.ID, number: Int64) {
            self.orderID = orderID
            self.number = number
        }
    }

    /// The refund's identifier.
    public let id: ID
    /// The customer who bought, and who owes that much less now.
    public let customerID: Customer.ID
    /// What came back, in the order of the request.
    public let lines: [RefundLine]
    /// The sum of the lines.
    public let total: Money
    /// When it was refunded.
    public let refundedAt: Timestamp
    /// The command that made it.
    public let commandID: JournalEntry.ID

    /// A refund as it was made; for stores, which read it back.
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
    /// Units, at least 1.
    public let quantity: Int64
    /// The quantity times the price that was paid for a unit.
    public let amount: Money
    /// Whether the goods went back to stock.
    public let isRestocked: Bool

    /// A line as it was refunded; for stores, which read it back.
    public init(lineNumber: Int, productID: Product.ID, quantity: Int64, amount: Money, isRestocked: Bool) {
        self.lineNumber = lineNumber
        self.productID = productID
        self.quantity = quantity
        self.amount = amount
        self.isRestocked = isRestocked
    }
}

extension Refund.ID: CustomStringConvertible {
    /// "refund 2 of order 0192…"
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
