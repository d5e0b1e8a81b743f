/// A product with its stock.
public struct ProductStock: Sendable, Hashable, Codable, Identifiable {
    /// The product.
    public package(set) var product: Product
    /// The number of units on hand after the last stock movement; never negative.
    public package(set) var stock: Int64
    /// The number of the product's stock movements.
    ///
    /// It equals the sequence number of the last movement, because movements are numbered without gaps.
    public package(set) var movementCount: Int64
    /// The time of the last stock movement, or the time when the product was added if it never had stock.
    public package(set) var movedAt: Timestamp

    /// Creates a product's stock from its stored values; for use by stores.
    public init(product: Product, stock: Int64, movementCount: Int64, movedAt: Timestamp) {
        self.product = product
        self.stock = stock
        self.movementCount = movementCount
        self.movedAt = movedAt
    }

    /// Creates the stock of a product that was just added: zero units and no movements.
    ///
    /// Movements add stock later.
    public init(new product: Product) {
        self.init(product: product, stock: 0, movementCount: 0, movedAt: product.addedAt)
    }

    /// The product's identifier.
    public var id: Product.ID { product.id }

    /// Updates the stock, the movement count and the time from a new movement.
    package mutating func take(_ movement: StockMovement) {
        stock = movement.stock
        movementCount = movement.sequence
        movedAt = movement.movedAt
    }
}
