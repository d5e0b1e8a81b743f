/// The result of a receipt of goods or of an adjustment: one movement of the product's stock.
public struct StockMovementReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// The sequence number of the movement within the product.
    public let movementSequence: Int64
    /// The change of the stock, in units; negative for units taken out.
    public let quantity: Int64
    /// The stock after the movement, in units.
    public let stock: Int64
    /// The time of the movement.
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
