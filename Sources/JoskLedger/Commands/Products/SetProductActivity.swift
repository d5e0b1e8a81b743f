/// Allows or forbids purchases of a product.
///
/// Receipts of goods, adjustments and refunds are possible in either state.
package struct SetProductActivity: Command {
    package static let kind = "set-product-activity"

    package let productID: Product.ID
    package let isActive: Bool

    package var footprint: Footprint { Footprint(products: [productID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(isActive)
    }

    package func decide(on state: TransactionState) throws(UnknownProductRejection) -> Decision<
        ProductChangeReceipt
    > {
        guard var product = state.product(productID)?.product else { throw .unknownProduct(productID) }
        product.isActive = isActive
        var changes = TransactionChanges()
        changes.change(product)
        return Decision(ProductChangeReceipt(productID: productID, changedAt: state.now), changes)
    }
}
