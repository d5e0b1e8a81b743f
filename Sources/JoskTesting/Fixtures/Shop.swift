public import JoskLedger

/// A business with customers and products, with which most tests begin.
///
///     let shop = try await Shop.open(on: store, customers: 2, creditLimit: 10_000, products: 3, stock: 5)
///     try await shop.tenant.purchase(by: shop.customers[0], lines: [.init(shop.products[1], quantity: 2)])
public struct Shop: Sendable {
    /// The business.
    public let tenant: Tenant
    /// The customers, in the order in which they were added.
    public let customers: [Customer.ID]
    /// The products, in the order in which they were added.
    ///
    /// The SKU of the first is "SKU-1".
    public let products: [Product.ID]

    /// Creates a business that trades in pounds sterling, in GMT, with customers and products.
    ///
    /// The shop's commands wait for a transaction for an hour, so that the load of the machine does not affect test
    /// results.
    ///
    /// - Parameters:
    ///   - store: The store that keeps the business.
    ///   - id: The business's identifier; a new one by default, so that shops on one store are separate businesses.
    ///   - customers: The number of customers.
    ///   - creditLimit: The credit limit of each customer, in pence.
    ///   - products: The number of products.
    ///   - price: The price of each product, in pence.
    ///   - stock: The units of each product.
    public static func open(
        on store: any Store, id: Business.ID = Business.ID(), customers: Int = 1,
        creditLimit: Int64 = 100_000,
        products: Int = 1, price: Int64 = 100, stock: Int64 = 100
    ) async throws -> Shop {
        let ledger = Ledger(store: store, queue: .patient)
        let tenant = ledger.tenant(
            try await ledger.createBusiness(id: id, name: "Corner Shop", currency: .gbp).id)
        var customerIDs: [Customer.ID] = []
        for number in 0..<customers {
            let name = try Name("Customer \(number + 1)")
            customerIDs.append(
                try await tenant.addCustomer(name: name, creditLimit: .gbp(minorUnits: creditLimit)).id)
        }
        let newProducts = try (0..<products).map { number in
            NewProduct(
                sku: try SKU("SKU-\(number + 1)"), name: try Name("Product \(number + 1)"),
                price: .gbp(minorUnits: price), stock: stock)
        }
        let productIDs = try await tenant.addProducts(newProducts).map { try $0.get().id }
        return Shop(tenant: tenant, customers: customerIDs, products: productIDs)
    }

    /// The same shop through a separate ledger, as in another process.
    ///
    /// Its commands share no transactions with those of this shop, and compete with them in the store.
    public var elsewhere: Shop {
        Shop(tenant: tenant.elsewhere, customers: customers, products: products)
    }
}

extension Tenant {
    /// The same business through a separate ledger, as in another process.
    ///
    /// The ledger has the configuration ``QueueConfiguration/patient``.
    package var elsewhere: Tenant { Ledger(store: store, queue: .patient).tenant(id) }
}
