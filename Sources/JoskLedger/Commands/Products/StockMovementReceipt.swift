/// A product's stock was moved by a receipt of goods or an adjustment.
public struct StockMovementReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// Which of the product's movements it was.
    public let movementSequence: Int64
    /// Units that came in, or, if negative, went out.
    public let quantity: Int64
    /// Units on hand afterwards.
    public let stock: Int64
    /// When it was moved.
    public let movedAt: Timestamp

    init(of movement: StockMovement) {
        productID = movement.productID
        movementSequence = movement.sequence
        quantity = movement.quantity
        stock = movement.stock
        movedAt = movement.movedAt
    }
}

extension StockMovementReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(movementSequence)
        encoder.append(quantity)
        encoder.append(stock)
        encoder.append(movedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        productID = try decoder.next()
        movementSequence = try decoder.next()
        quantity = try decoder.next()
        stock = try decoder.next()
        movedAt = try decoder.next()
    }
}
