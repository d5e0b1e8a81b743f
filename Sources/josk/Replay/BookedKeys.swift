import JoskLedger

/// The references of the customers and the SKUs of the products of a business, before a replay adds any.
struct BookedKeys: Sendable {
    private(set) var customers: [Customer.ID: CustomerReference] = [:]
    private(set) var products: [Product.ID: SKU] = [:]

    /// True if the business has neither customers nor products, as a new one.
    var isEmpty: Bool { customers.isEmpty && products.isEmpty }

    /// Reads the keys of a business.
    init(of tenant: Tenant) async throws {
        for try await account in tenant.allCustomers() { customers[account.id] = account.customer.reference }
        for try await item in tenant.allProducts() { products[item.id] = item.product.sku }
    }
}
