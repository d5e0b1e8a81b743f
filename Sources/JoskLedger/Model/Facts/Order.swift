/// An accepted purchase.
///
/// An order never changes. A ``Refund`` reverses it or a part of it.
public struct Order: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of an order.
    public typealias ID = Identifier<Order>

    /// The order's identifier.
    public let id: ID
    /// The customer who bought.
    public let customerID: Customer.ID
    /// The order's number among the customer's orders, counted from 1 without gaps.
    public let number: Int64
    /// The application's own key for the order, such as an invoice number, unique within the business.
    public let reference: OrderReference?
    /// The purchased lines, in the order of the request.
    public let lines: [OrderLine]
    /// The sum of the lines' amounts.
    public let total: Money
    /// The time of the purchase.
    public let placedAt: Timestamp
    /// The command that made the order.
    public let commandID: JournalEntry.ID

    /// Creates an order from its stored values; for use by stores.
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

    /// Returns the line with a number, counted from 1, or nil if the order has no such line.
    public func line(number: Int) -> OrderLine? {
        number >= 1 && number <= lines.count ? lines[number - 1] : nil
    }
}

/// One line of an order.
///
/// The number of a line is its position among the order's lines, counted from 1.
public struct OrderLine: Sendable, Hashable, Codable {
    /// The purchased product.
    public let productID: Product.ID
    /// The number of units, at least 1.
    public let quantity: Int64
    /// The price of one unit at the time of the purchase.
    public let unitPrice: Money
    /// The quantity times the unit price.
    public let amount: Money

    /// Creates a line from its stored values; for use by stores.
    public init(productID: Product.ID, quantity: Int64, unitPrice: Money, amount: Money) {
        self.productID = productID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
    }
}
