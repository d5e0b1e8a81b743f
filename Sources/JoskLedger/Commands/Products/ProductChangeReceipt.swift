/// The result of a change of a product's name, SKU or activity.
public struct ProductChangeReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// The time of the change.
    public let changedAt: Timestamp
}

extension ProductChangeReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            productID: try decoder.next(), changedAt: try decoder.next())
    }
}
