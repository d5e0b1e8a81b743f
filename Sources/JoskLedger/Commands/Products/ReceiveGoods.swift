/// Takes goods into stock.
package struct ReceiveGoods: Command {
    package static let kind = "receive-goods"

    package let productID: Product.ID
    package let quantity: Int64
    package let reference: DeliveryReference?

    package var footprint: Footprint { Footprint(products: [productID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(quantity)
        encoder.append(reference)
    }

    package func decide(on state: TransactionState) throws(ReceiveGoodsRejection) -> Decision<
        StockMovementReceipt
    > {
        if let violation = LimitViolation.check(.quantity, quantity, within: Limits.quantity) {
            throw .outOfBounds(violation)
        }
        guard let item = state.product(productID) else { throw .unknownProduct(productID) }
        if let violation = item.violation(adding: quantity) { throw .outOfBounds(violation) }

        let movement = item.next(.receipt(reference), quantity: quantity, on: state)
        var changes = TransactionChanges()
        changes.move(movement)
        return Decision(StockMovementReceipt(of: movement), changes)
    }
}

/// Why goods were not received.
public enum ReceiveGoodsRejection: Error, Sendable, Hashable, Codable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
    /// The quantity, or the stock that would result, is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ReceiveGoodsRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownProduct = "unknown_product"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownProduct: [.unknownProduct]
        case .outOfBounds: [.outOfBounds]
        }
    }
}
