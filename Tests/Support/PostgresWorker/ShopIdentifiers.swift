package import JoskLedger
package import JoskTesting

/// A shop as it is told to a worker, which needs no more of it to buy and sell there.
package struct ShopIdentifiers: Codable, Sendable {
    package let business: Business.ID
    /// In the order of their identifiers.
    package let customers: [Customer.ID]
    /// In the order of their identifiers.
    package let products: [Product.ID]

    package init(_ shop: Shop) {
        business = shop.tenant.id
        customers = shop.customers.sorted()
        products = shop.products.sorted()
    }
}
