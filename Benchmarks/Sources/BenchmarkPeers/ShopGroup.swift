public import JoskLedger

/// Tenants with customers and products, whose identifiers are made of numbers: in Swift here, and in SQL by
/// `bench.business_id`, `bench.customer_id` and `bench.product_id`, so that every peer buys in the same shops.
///
/// Shops differ in the numbers of their tenants, so that all of them fit into one database.
public struct ShopGroup: Sendable, Hashable {
    /// The number of the first tenant; the others follow it.
    public let firstTenant: Int
    /// How many tenants there are.
    public let tenants: Int
    /// How many customers each tenant has, numbered from 1.
    public let customersPerTenant: Int
    /// How many products each tenant has, numbered from 1.
    public let productsPerTenant: Int

    /// A shop.
    public init(firstTenant: Int, tenants: Int, customersPerTenant: Int, productsPerTenant: Int) {
        self.firstTenant = firstTenant
        self.tenants = tenants
        self.customersPerTenant = customersPerTenant
        self.productsPerTenant = productsPerTenant
    }

    /// Ten tenants of a thousand customers and a thousand products each.
    public static let uniform = ShopGroup(
        firstTenant: 1, tenants: 10, customersPerTenant: 1_000, productsPerTenant: 1_000)
    /// One tenant, in which everybody wants the same product, or the same customer wants everything.
    public static let hot = ShopGroup(
        firstTenant: 1_001, tenants: 1, customersPerTenant: 1_000, productsPerTenant: 1_000)
    /// A thousand tenants, each too small to fill a batch.
    public static let smallTenants = ShopGroup(
        firstTenant: 10_001, tenants: 1_000, customersPerTenant: 10, productsPerTenant: 20)

    /// The numbers of its tenants.
    public var tenantNumbers: ClosedRange<Int> { firstTenant...(firstTenant + tenants - 1) }
}

// MARK: - Identifiers

extension ShopGroup {
    /// The tenant of a number.
    public static func business(_ tenant: Int) -> Business.ID { Business.ID(uuid(0xB0, tenant)) }

    /// The customer of a number; the same in every tenant, whose rows they are tells them apart.
    public static func customer(_ number: Int) -> Customer.ID { Customer.ID(uuid(0xC0, number)) }

    /// The product of a number; the same in every tenant.
    public static func product(_ number: Int) -> Product.ID { Product.ID(uuid(0xD0, number)) }

    /// What a unit of a product costs, in minor units: more than nothing, for what costs nothing is not charged.
    public static func price(ofProduct number: Int) -> Int64 { 100 + Int64(number % 900) }

    /// Its tenants' identifiers.
    public var businesses: [Business.ID] { tenantNumbers.map(Self.business) }
}
