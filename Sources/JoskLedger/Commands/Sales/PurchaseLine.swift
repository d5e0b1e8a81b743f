/// What a customer wants to buy, on one line.
public struct PurchaseLine: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// Units, within ``Limits/quantity``.
    public let quantity: Int64
    /// The price that was negotiated for a unit; nil for the product's price when the purchase is decided.
    public let unitPrice: Money?

    /// A line. The same product may stand on several lines: it is checked as one quantity.
    public init(_ productID: Product.ID, quantity: Int64, unitPrice: Money? = nil) {
        self.productID = productID
        self.quantity = quantity
        self.unitPrice = unitPrice
    }
}

extension PurchaseLine: CanonicalCodable {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(quantity)
        encoder.append(unitPrice)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(try decoder.next(), quantity: try decoder.next(), unitPrice: try decoder.next())
    }
}
