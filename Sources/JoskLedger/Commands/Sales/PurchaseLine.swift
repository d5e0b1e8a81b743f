/// One line of a purchase request.
public struct PurchaseLine: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// The quantity in units, within ``Limits/quantity``.
    public let quantity: Int64
    /// The negotiated unit price; nil for the product's price at the time of the decision.
    public let unitPrice: Money?

    /// Creates a line.
    ///
    /// Several lines may have the same product. The stock is checked for the sum of their quantities.
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
