/// One change of a product's stock, with the stock after it.
///
/// Movements are append-only.
public struct StockMovement: Sendable, Hashable, Codable {
    /// The kind of a stock movement, with its cause.
    public enum Kind: Sendable, Hashable {
        /// A receipt of goods.
        case receipt(DeliveryReference?)
        /// A sale: all units of the product in one order, over all its lines.
        case sale(Order.ID)
        /// A return of goods with a refund.
        case `return`(Refund.ID)
        /// A correction of the count, for example after stocktaking or breakage, or for goods found.
        case adjustment(Reason)
    }

    /// The product whose stock moved.
    public let productID: Product.ID
    /// The movement's number among the product's movements, counted from 1 without gaps.
    public let sequence: Int64
    /// The kind of the movement, with its cause.
    public let kind: Kind
    /// The number of units, negative if they left; never zero.
    public let quantity: Int64
    /// The number of units on hand after the movement.
    public let stock: Int64
    /// The time of the movement; never before the time of the previous movement.
    public let movedAt: Timestamp
    /// The command that made the movement.
    public let commandID: JournalEntry.ID

    /// Creates a movement from its stored values; for use by stores.
    public init(
        productID: Product.ID, sequence: Int64, kind: Kind, quantity: Int64, stock: Int64, movedAt: Timestamp,
        commandID: JournalEntry.ID
    ) {
        self.productID = productID
        self.sequence = sequence
        self.kind = kind
        self.quantity = quantity
        self.stock = stock
        self.movedAt = movedAt
        self.commandID = commandID
    }
}
