/// Adds received goods to the stock.
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

/// The reasons why a receipt of goods was not recorded.
public enum ReceiveGoodsRejection: Error, Sendable, Hashable, Codable {
    /// No product has the identifier.
    case unknownProduct(Product.ID)
    /// The quantity or the resulting stock is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ReceiveGoodsRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownProduct(let id): Sentence.unknown("product", id)
        case .outOfBounds(let violation): violation.description
        }
    }
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
