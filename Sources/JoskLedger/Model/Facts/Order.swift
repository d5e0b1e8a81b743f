/// A purchase that happened. An order never changes; what undoes it is a ``Refund``.
public struct Order: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of an order.
    public typealias ID = Identifier<Order>

    /// The order's identifier.
    public let id: ID
    /// The customer who bought.
    public let customerID: Customer.ID
    /// Its place among the customer's orders, counted from 1 without gaps.
    public let number: Int64
    /// The host's own key for the order, such as an invoice number, unique in the business.
    public let reference: OrderReference?
    /// What was bought, in the order of the request.
    public let lines: [OrderLine]
    /// The sum of the lines.
    public let total: Money
    /// When the order was made.
    public let placedAt: Timestamp
    /// The command that made it.
    public let commandID: JournalEntry.ID

    /// An order as it was made; for stores, which read it back.
    public init(
        id: ID, customerID: Customer.ID, number: Int64, reference: OrderReference?, lines: [OrderLine],
        total: Money, placedAt: Timestamp, commandID: JournalEntry.ID
    ) {
        self.id = id
        self.customerID = customerID
        self.number = number
        self.reference = reference
        self.lines = lines
        self.total = total
        self.placedAt = placedAt
        self.commandID = commandID
    }

    /// The line by a number, counted from 1; nil if the order has no such line.
    public func line(number: Int) -> OrderLine? {
        number >= 1 && number <= lines.count ? lines[number - 1] : nil
    }
}

/// One line of an order. Its number is its place among the order's lines, counted from 1.
public struct OrderLine: Sendable, Hashable, Codable {
    /// The product that was bought.
    public let productID: Product.ID
    /// Units, at least 1.
    public let quantity: Int64
    /// The price of one unit when it was bought.
    public let unitPrice: Money
    /// The quantity times the unit price.
    public let amount: Money

    /// A line as it was bought; for stores, which read it back.
    public init(productID: Product.ID, quantity: Int64, unitPrice: Money, amount: Money) {
        self.productID = productID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
    }
}
