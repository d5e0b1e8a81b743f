/// Something that a business sells, by whole units.
public struct Product: Sendable, Hashable, Identifiable {
    /// The identifier of a product.
    public typealias ID = Identifier<Product>

    /// The product's identifier.
    public let id: ID
    /// The host's own key for the product, unique in the business.
    public var sku: SKU
    /// The product's name; no fact holds it.
    public var name: Name
    /// The price of one unit. An order copies it, so a later change does not touch what was sold.
    public var price: Money
    /// Whether the product may be bought. Receipts, adjustments and refunds work all the same.
    public var isActive: Bool
    /// When the product was added.
    public let addedAt: Timestamp

    /// A product as it stands; for stores, which read it back.
    public init(id: ID, sku: SKU, name: Name, price: Money, isActive: Bool, addedAt: Timestamp) {
        self.id = id
        self.sku = sku
        self.name = name
        self.price = price
        self.isActive = isActive
        self.addedAt = addedAt
    }
}

/// A product and where its stock stands.
public struct InventoryItem: Sendable, Hashable, Identifiable {
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
