/// Corrects a product's stock, up or down: a count, breakage, something found. It says why.
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
        // Nothing overflows: both are at most 10^15 either way.
        if quantity + item.stock < 0 { throw .insufficientStock(requested: -quantity, available: item.stock) }
        if let violation = item.violation(adding: quantity) { throw .outOfBounds(violation) }

        let movement = item.next(.adjustment(reason), quantity: quantity, on: state)
        var changes = TransactionChanges()
        changes.move(movement)
        return Decision(StockMovementReceipt(of: movement), changes)
    }
}

/// Why stock was not adjusted.
public enum AdjustStockRejection: Error, Sendable, Hashable, Codable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
    /// The quantity is zero: an adjustment must change the stock.
    case zeroQuantity
    /// More units were to be taken than there are.
    case insufficientStock(requested: Int64, available: Int64)
    /// The quantity, or the stock that would result, is out of bounds.
    case outOfBounds(LimitViolation)
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
