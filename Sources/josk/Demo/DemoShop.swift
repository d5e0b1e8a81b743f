import JoskLedger

/// The shop of the demonstration, opened on a ledger.
struct DemoShop: Sendable {
    static let currency = Currency.gbp

    let plan: DemoPlan
    let tenant: Tenant
    /// As the plan has them.
    let products: [Product.ID]
    let customers: [Customer.ID]

    /// Creates the business with its products and customers.
    static func open(_ plan: DemoPlan, on store: any Store, _ standardError: StandardError) async throws
        -> DemoShop
    {
        let ledger = Ledger(store: store)
        let business = try await ledger.createBusiness(name: "The Copper Kettle", currency: currency)
        let tenant = ledger.tenant(business.id)
        var products: [Product.ID] = []
        for product in plan.products {
            products.append(
                try await tenant.addProduct(
                    sku: try SKU(product.sku), name: try Name(product.name),
                    price: Money(minorUnits: product.price, currency), stock: plan.stock
                ).id)
        }
        var customers: [Customer.ID] = []
        for buyer in plan.buyers {
            customers.append(
                try await tenant.addCustomer(
                    name: try Name("Buyer \(buyer.number)"),
                    creditLimit: Money(minorUnits: buyer.creditLimit, currency)
                ).id)
            standardError.progress("opening accounts", customers.count, of: plan.buyers.count)
        }
        return DemoShop(plan: plan, tenant: tenant, products: products, customers: customers)
    }
}
