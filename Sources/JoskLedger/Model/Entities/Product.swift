/// Something that a business sells, by whole units.
public struct Product: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a product.
    public typealias ID = Identifier<Product>

    /// The product's identifier.
    public let id: ID
    /// The host's own key for the product, unique in the business.
    public package(set) var sku: SKU
    /// The product's name; no fact holds it.
    public package(set) var name: Name
    /// The price of one unit. An order copies it, so a later change does not touch what was sold.
    public package(set) var price: Money
    /// Whether the product may be bought. Receipts, adjustments and refunds work all the same.
    public package(set) var isActive: Bool
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
