/// Takes goods into stock.
package struct ReceiveGoods: Command {
    package static let kind = "receive-goods"

    package let productID: Product.ID
    package let quantity: Int64
    package let reference: DeliveryReference?

    package var footprint: Footprint {
        var footprint = Footprint()
        footprint.products = [productID]
        return footprint
    }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(quantity)
        encoder.append(reference)
    }

    package func decide(on state: State) throws(ReceiveGoodsRejection) -> Decision<StockReceipt> {
        if let violation = LimitViolation.check(.quantity, quantity, within: Limits.quantity) {
            throw .outOfBounds(violation)
        }
        guard let item = state.item(productID) else { throw .unknownProduct(productID) }
        // Both are within bounds that are far from the end of Int64.
        let stock = item.stock + quantity
        if let violation = LimitViolation.check(.stock, stock, within: Limits.stock) {
            throw .outOfBounds(violation)
        }

        let movement = item.next(.receipt(reference), quantity: quantity, on: state)
        var changes = Changes()
        changes.move(movement)
        return Decision(StockReceipt(of: movement), changes)
    }
}

/// Why goods were not received.
public enum ReceiveGoodsRejection: Error, Sendable, Hashable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
    /// The quantity, or the stock that would result, is out of bounds.
    case outOfBounds(LimitViolation)
}
