import JoskLedger

/// The shop of the demonstration, opened on a ledger.
struct DemoShop: Sendable {
    static let currency = Currency.gbp

    let plan: DemoPlan
    let tenant: Tenant
    /// The identifiers of the products, in the order of the plan.
    let products: [Product.ID]
    /// The identifiers of the customers, in the order of the buyers in the plan.
    let customers: [Customer.ID]

    /// Creates the business with its products and customers.
    static func open(
        _ plan: DemoPlan, as business: Business.ID = Business.ID(), on store: any Store,
        _ standardError: StandardError
    ) async throws -> DemoShop {
        let ledger = Ledger(store: store, queue: .commandLine, logger: .silent)
        try await ledger.createBusiness(id: business, name: "The Copper Kettle", currency: currency)
        let tenant = ledger.tenant(business)
        let products = try await addProducts(plan, to: tenant)
        let customers = try await addCustomers(plan, to: tenant, standardError)
        return DemoShop(plan: plan, tenant: tenant, products: products, customers: customers)
    }

    private static func addProducts(_ plan: DemoPlan, to tenant: Tenant) async throws -> [Product.ID] {
        let products = try plan.products.map { product in
            NewProduct(
                sku: try SKU(product.sku), name: try Name(product.name),
                price: Money(minorUnits: product.price, currency), stock: plan.stock)
        }
        return try await tenant.addProducts(products).map { try $0.get().id }
    }

    private static func addCustomers(
        _ plan: DemoPlan, to tenant: Tenant, _ standardError: StandardError
    ) async throws -> [Customer.ID] {
        var added: [Customer.ID] = []
        for buyers in plan.buyers.slices(of: 1_000) {
            let customers = try buyers.map { buyer in
                NewCustomer(
                    name: try Name("Buyer \(buyer.number)"),
                    creditLimit: Money(minorUnits: buyer.creditLimit, currency))
            }
            added += try await tenant.addCustomers(customers).map { try $0.get().id }
            standardError.progress("opening accounts", added.count, of: plan.buyers.count)
        }
        return added
    }
}
