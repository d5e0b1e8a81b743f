package import JoskLedger
package import JoskTesting

/// The identifiers of a shop, which are all that a worker needs to buy and sell there.
package struct ShopIdentifiers: Codable, Sendable {
    package let business: Business.ID
    /// The customers, in the order of their identifiers.
    package let customers: [Customer.ID]
    /// The products, in the order of their identifiers.
    package let products: [Product.ID]

    package init(_ shop: Shop) {
        business = shop.tenant.id
        customers = shop.customers.sorted()
        products = shop.products.sorted()
    }
}
