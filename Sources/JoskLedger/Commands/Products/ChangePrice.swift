/// Changes the price of a product. What was sold keeps the price that was paid.
package struct ChangePrice: Command {
    package static let kind = "change-price"

    package let productID: Product.ID
    package let price: Money

    package var footprint: Footprint { Footprint(products: [productID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(price)
    }

    package func decide(on state: TransactionState) throws(ChangePriceRejection) -> Decision<
        ChangePriceReceipt
    > {
        if let mismatch = state.business.mismatch(with: price) { throw .currencyMismatch(mismatch) }
        if let violation = LimitViolation.check(.price, price.minorUnits, within: Limits.nonNegativeAmount) {
            throw .outOfBounds(violation)
        }
        guard var product = state.product(productID)?.product else { throw .unknownProduct(productID) }
        let receipt = ChangePriceReceipt(
            productID: productID, price: price, previousPrice: product.price, changedAt: state.now)
        product.price = price
        var changes = TransactionChanges()
        changes.change(product)
        return Decision(receipt, changes)
    }
}

/// A product's price was changed.
public struct ChangePriceReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// The price from now on.
    public let price: Money
    /// The price before.
    public let previousPrice: Money
    /// When it was changed.
    public let changedAt: Timestamp
}

/// Why a price was not changed.
public enum ChangePriceRejection: Error, Sendable, Hashable, Codable {
    /// There is no product by that identifier.
    case unknownProduct(Product.ID)
    /// The price is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The price is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangePriceRejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownProduct = "unknown_product"
        case currencyMismatch = "currency_mismatch"
        case outOfBounds = "out_of_bounds"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownProduct: [.unknownProduct]
        case .currencyMismatch: [.currencyMismatch]
        case .outOfBounds: [.outOfBounds]
        }
    }
}

extension ChangePriceReceipt: CommandReceipt {
    package func encode(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(price)
        encoder.append(previousPrice)
        encoder.append(changedAt)
    }

    package init(from decoder: inout CanonicalDecoder) throws(CanonicalDecodingError) {
        self.init(
            productID: try decoder.next(), price: try decoder.next(), previousPrice: try decoder.next(),
            changedAt: try decoder.next())
    }
}
