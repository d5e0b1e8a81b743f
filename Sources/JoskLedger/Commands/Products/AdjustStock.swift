/// Corrects a product's stock, up or down, for a stated reason such as a stocktake or breakage.
package struct AdjustStock: Command {
    package static let kind = "adjust-stock"

    package let productID: Product.ID
    package let quantity: Int64
    package let reason: Reason

    package var footprint: Footprint { Footprint(products: [productID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(quantity)
        encoder.append(reason)
    }

    package func decide(on state: TransactionState) throws(AdjustStockRejection) -> Decision<
        StockMovementReceipt
    > {
        if quantity == 0 { throw .zeroQuantity }
        let allowed = -Limits.quantity.upperBound...Limits.quantity.upperBound
        if let violation = LimitViolation.check(.quantity, quantity, within: allowed) {
            throw .outOfBounds(violation)
        }
        guard let item = state.product(productID) else { throw .unknownProduct(productID) }
        if item.stock < -quantity { throw .insufficientStock(requested: -quantity, available: item.stock) }
        if let violation = item.violation(adding: quantity) { throw .outOfBounds(violation) }

        let movement = item.next(.adjustment(reason), quantity: quantity, on: state)
        var changes = TransactionChanges()
        changes.move(movement)
        return Decision(StockMovementReceipt(of: movement), changes)
    }
}

/// The reasons why stock was not adjusted.
public enum AdjustStockRejection: Error, Sendable, Hashable, Codable {
    /// No product has the identifier.
    case unknownProduct(Product.ID)
    /// The quantity is zero: an adjustment must change the stock.
    case zeroQuantity
    /// The adjustment removes more units than are in stock.
    case insufficientStock(requested: Int64, available: Int64)
    /// The quantity or the resulting stock is out of bounds.
    case outOfBounds(LimitViolation)
}

extension AdjustStockRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownProduct(let id): Sentence.unknown("product", id)
        case .zeroQuantity: "The quantity of an adjustment must not be zero."
        case .insufficientStock(let requested, let available):
            "The adjustment removes \(requested) units, but the stock is \(available)."
        case .outOfBounds(let violation): violation.description
        }
    }
}

extension AdjustStockRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownProduct = "unknown_product"
        case zeroQuantity = "zero_quantity"
        case insufficientStock = "insufficient_stock"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownProduct: [.unknownProduct]
        case .zeroQuantity: [.zeroQuantity]
        case .insufficientStock: [.insufficientStock]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
