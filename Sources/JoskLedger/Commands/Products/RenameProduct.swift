/// Renames a product.
///
/// No fact contains the name, so the old name is not kept.
package struct RenameProduct: Command {
    package static let kind = "rename-product"

    package let productID: Product.ID
    package let name: Name

    package var footprint: Footprint { Footprint(products: [productID]) }

    package func encodeRequest(into encoder: inout CanonicalEncoder) {
        encoder.append(productID)
        encoder.append(name)
    }

    package func decide(on state: TransactionState) throws(UnknownProductRejection) -> Decision<
        ProductChangeReceipt
    > {
        guard var product = state.product(productID)?.product else { throw .unknownProduct(productID) }
        product.name = name
        var changes = TransactionChanges()
        changes.change(product)
        return Decision(ProductChangeReceipt(productID: productID, changedAt: state.now), changes)
    }
}
