/// One change of a product's stock, and the stock that it left. Movements are only ever appended.
public struct StockMovement: Sendable, Hashable, Codable {
    /// Why the stock moved.
    public enum Kind: Sendable, Hashable {
        /// Goods came in.
        case receipt(DeliveryReference?)
        /// Goods were sold: all units of the product in one order, on however many lines.
        case sale(Order.ID)
        /// Goods came back with a refund.
        case `return`(Refund.ID)
        /// The count was corrected: stocktaking, breakage, goods found.
        case adjustment(Reason)
    }

    /// The product.
    public let productID: Product.ID
    /// Which of the product's movements it is, counted from 1 without gaps.
    public let sequence: Int64
    /// Why the stock moved.
    public let kind: Kind
    /// Units; negative if they left. Never zero.
    public let quantity: Int64
    /// Units on hand afterwards.
    public let stock: Int64
    /// When the stock moved; never before the movement that precedes it.
    public let movedAt: Timestamp
    /// The command that moved it.
    public let commandID: JournalEntry.ID

    /// A movement as it was made; for stores, which read it back.
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
