/// Corrects a product's stock, up or down: a count, breakage, something found. It says why.
package struct AdjustStock: Command {
    package static let kind = "adjust-stock"

    package let productID: Product.ID
    package let quantity: Int64
    package let reason: Reason

    package var footprint: Footprint {
        var footprint = Footprint()
        footprint.products = [productID]
        return footprint
    }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(quantity)
        encoder.append(reason)
    }

    package func decide(on state: State) throws(AdjustStockRejection) -> Decision<StockReceipt> {
        if quantity == 0 { throw .zeroQuantity }
        let allowed = -Limits.quantity.upperBound...Limits.quantity.upperBound
        if let violation = LimitViolation.check(.quantity, quantity, within: allowed) {
            throw .outOfBounds(violation)
        }
        guard let item = state.item(productID) else { throw .unknownProduct(productID) }
        // Both are within bounds that are far from the end of Int64.
        let stock = item.stock + quantity
        if stock < 0 { throw .insufficientStock(asked: -quantity, available: item.stock) }
        if let violation = LimitViolation.check(.stock, stock, within: Limits.stock) {
            throw .outOfBounds(violation)
        }

        let movement = item.next(.adjustment(reason), quantity: quantity, on: state)
        var changes = Changes()
        changes.move(movement)
        return Decision(StockReceipt(of: movement), changes)
    }
}

/// Why stock was not adjusted.
public enum AdjustStockRejection: Error, Sendable, Hashable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
    /// An adjustment by nothing is none.
    case zeroQuantity
    /// More units were to be taken than there are.
    case insufficientStock(asked: Int64, available: Int64)
    /// The quantity, or the stock that would result, is out of bounds.
    case outOfBounds(LimitViolation)
}
