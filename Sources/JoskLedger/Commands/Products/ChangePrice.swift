/// Changes the price of a product.
///
/// Existing orders keep their prices.
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

/// The result of a change of a product's price.
public struct ChangePriceReceipt: Sendable, Hashable, Codable {
    /// The product.
    public let productID: Product.ID
    /// The new price.
    public let price: Money
    /// The previous price.
    public let previousPrice: Money
    /// The time of the change.
    public let changedAt: Timestamp
}

/// The reasons why a price was not changed.
public enum ChangePriceRejection: Error, Sendable, Hashable, Codable {
    /// No product has the identifier.
    case unknownProduct(Product.ID)
    /// The price is not in the currency of the business.
    case currencyMismatch(CurrencyMismatch)
    /// The price is out of bounds.
    case outOfBounds(LimitViolation)
}

extension ChangePriceRejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownProduct(let id): Sentence.unknown("product", id)
        case .currencyMismatch(let mismatch): mismatch.description
        case .outOfBounds(let violation): violation.description
        }
    }
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
