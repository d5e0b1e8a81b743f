public import JoskLedger

extension ShopGroup {
    /// The credit limit of a customer, so high that no benchmark reaches it.
    private static let creditLimit = Limits.amount.upperBound
    /// The number of tenants that are opened at once.
    private static let width = 4

    /// Creates the tenants with their customers and products.
    ///
    /// It uses the same commands as an application, so that an audit finds no violation. Existing tenants, customers
    /// and products stay unchanged.
    ///
    /// - Throws: The first error of a command; a replay is not an error.
    public func open(in ledger: Ledger) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, tenant) in tenantNumbers.enumerated() {
                if index >= Self.width { try await group.next() }
                group.addTask { try await open(tenant, in: ledger) }
            }
            try await group.waitForAll()
        }
    }

    private func open(_ number: Int, in ledger: Ledger) async throws {
        let id = Self.business(number)
        let tenant = ledger.tenant(id)
        if try await tenant.business() == nil {
            try await ledger.createBusiness(id: id, name: Name("Tenant \(number)"), currency: .usd)
        }
        let customers = try (1...customersPerTenant).map { number in
            NewCustomer(
                id: Self.customer(number), name: try Name("Customer \(number)"),
                reference: try CustomerReference("customer-\(number)"),
                creditLimit: Money(minorUnits: Self.creditLimit, .usd),
                idempotencyKey: try IdempotencyKey("shop/customers/\(number)"))
        }
        for result in await tenant.addCustomers(customers) { _ = try result.get() }
        let products = try (1...productsPerTenant).map { number in
            NewProduct(
                id: Self.product(number), sku: try SKU("product-\(number)"),
                name: try Name("Product \(number)"),
                price: Money(minorUnits: Self.price(ofProduct: number), .usd),
                stock: Limits.quantity.upperBound,
                idempotencyKey: try IdempotencyKey("shop/products/\(number)"))
        }
        for result in await tenant.addProducts(products) { _ = try result.get() }
    }
}
