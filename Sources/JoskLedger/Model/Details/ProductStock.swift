/// A product and where its stock stands.
public struct ProductStock: Sendable, Hashable, Codable, Identifiable {
    /// The product.
    public package(set) var product: Product
    /// Units on hand; never below zero. It is what the last stock movement left.
    public package(set) var stock: Int64
    /// How many stock movements there have been: the sequence of the last, for they are numbered without
    /// gaps.
    public package(set) var movementCount: Int64
    /// When the stock last moved; for a product that never had stock, when it was added.
    public package(set) var movedAt: Timestamp

    /// An item as it stands; for stores, which read it back.
    public init(product: Product, stock: Int64, movementCount: Int64, movedAt: Timestamp) {
        self.product = product
        self.stock = stock
        self.movementCount = movementCount
        self.movedAt = movedAt
    }

    /// A product that was added just now. Its stock comes with movements.
    public init(new product: Product) {
        self.init(product: product, stock: 0, movementCount: 0, movedAt: product.addedAt)
    }

    /// The product's identifier.
    public var id: Product.ID { product.id }

    /// Takes over what a movement left.
    package mutating func take(_ movement: StockMovement) {
        stock = movement.stock
        movementCount = movement.sequence
        movedAt = movement.movedAt
    }
}
