public import JoskLedger

/// A business with customers and products, ready to buy and sell: what most tests begin with.
///
///     let shop = try await Shop.open(on: store, customers: 2, creditLimit: 10_000, products: 3, stock: 5)
///     try await shop.tenant.purchase(by: shop.customers[0], lines: [.init(shop.products[1], quantity: 2)])
public struct Shop: Sendable {
    /// The business.
    public let tenant: Tenant
    /// Its customers, in the order in which they were added.
    public let customers: [Customer.ID]
    /// Its products, in the order in which they were added. The SKU of the first is "SKU-1".
    public let products: [Product.ID]

    /// Opens a shop that trades in pounds sterling, in GMT. Its commands wait for a transaction for an hour: how busy the
    /// machine is that runs the tests is no result of theirs.
    ///
    /// - Parameters:
    ///   - store: Where it is kept.
    ///   - id: The business's identifier; a new one by default, so that shops on one store do not meet.
    ///   - customers: How many customers.
    ///   - creditLimit: The credit limit of each, in pence.
    ///   - products: How many products.
    ///   - price: The price of each, in pence.
    ///   - stock: Units of each.
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

    /// The same shop through a ledger of its own, as another process would have it: its commands share no transactions
    /// with this one's, and meet them in the store.
    public var elsewhere: Shop {
        Shop(tenant: tenant.elsewhere, customers: customers, products: products)
    }
}

extension Tenant {
    /// The same business through a ledger of its own, as another process would have it, with the patient configuration of tests.
    package var elsewhere: Tenant { Ledger(store: store, queue: .patient).tenant(id) }
}
