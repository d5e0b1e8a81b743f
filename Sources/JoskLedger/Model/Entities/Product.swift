/// A product that a business sells, in whole units.
public struct Product: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a product.
    public typealias ID = Identifier<Product>

    /// The product's identifier.
    public let id: ID
    /// The application's own key for the product, unique within the business.
    public package(set) var sku: SKU
    /// The product's name; no fact contains it.
    public package(set) var name: Name
    /// The price of one unit.
    ///
    /// An order copies the price, so a later change does not affect existing orders.
    public package(set) var price: Money
    /// True if the product may be bought.
    ///
    /// Receipts, adjustments and refunds are possible in either case.
    public package(set) var isActive: Bool
    /// The time when the product was added.
    public let addedAt: Timestamp

    /// Creates a product from its stored values; for use by stores.
    public init(id: ID, sku: SKU, name: Name, price: Money, isActive: Bool, addedAt: Timestamp) {
        self.id = id
        self.sku = sku
        self.name = name
        self.price = price
        self.isActive = isActive
        self.addedAt = addedAt
    }
}
