/// Changes the application's own key for a product.
package struct ChangeSKU: Command {
    package static let kind = "change-sku"

    package let productID: Product.ID
    package let sku: SKU

    package init(productID: Product.ID, sku: SKU) {
        self.productID = productID
        self.sku = sku
    }

    package var footprint: Footprint { Footprint(products: [productID], skus: [sku]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(sku)
    }

    package func decide(on state: TransactionState) throws(ChangeSKURejection) -> Decision<
        ProductChangeReceipt
    > {
        guard var product = state.product(productID)?.product else { throw .unknownProduct(productID) }
        if let holder = state.productID(sku: sku), holder != productID { throw .skuTaken(sku, by: holder) }
        product.sku = sku
        var changes = TransactionChanges()
        changes.change(product)
        return Decision(ProductChangeReceipt(productID: productID, changedAt: state.now), changes)
    }
}

/// The reasons why a product's SKU was not changed.
public enum ChangeSKURejection: Error, Sendable, Hashable, Codable {
    /// No product has the identifier.
    case unknownProduct(Product.ID)
    /// Another product has the SKU.
    case skuTaken(SKU, by: Product.ID)
}

extension ChangeSKURejection: DescribedError {
    /// The reason in one complete sentence, with the values that explain it.
    public var description: String {
        switch self {
        case .unknownProduct(let id): Sentence.unknown("product", id)
        case .skuTaken(let sku, let holder): Sentence.taken("SKU", sku, by: "product", holder)
        }
    }
}

extension ChangeSKURejection: CommandRejection {
    package enum Reason: String, RejectionReason {
        case unknownProduct = "unknown_product"
        case skuTaken = "sku_taken"
    }

    package var reasons: Set<Reason> {
        switch self {
        case .unknownProduct: [.unknownProduct]
        case .skuTaken: [.skuTaken]
        }
    }
}
