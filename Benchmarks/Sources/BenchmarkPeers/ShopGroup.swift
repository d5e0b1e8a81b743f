public import JoskLedger

/// A group of tenants with customers and products, whose identifiers are derived from numbers.
///
/// The identifiers are derived in Swift here, and in SQL by `bench.business_id`, `bench.customer_id` and
/// `bench.product_id`, so that every peer buys in the same shops. Shops have different tenant numbers, so that all of
/// them fit into one database.
public struct ShopGroup: Sendable, Hashable {
    /// The number of the first tenant; the others follow it.
    public let firstTenant: Int
    /// The number of tenants.
    public let tenants: Int
    /// The number of customers of each tenant, numbered from 1.
    public let customersPerTenant: Int
    /// The number of products of each tenant, numbered from 1.
    public let productsPerTenant: Int

    /// Creates a shop.
    public init(firstTenant: Int, tenants: Int, customersPerTenant: Int, productsPerTenant: Int) {
        self.firstTenant = firstTenant
        self.tenants = tenants
        self.customersPerTenant = customersPerTenant
        self.productsPerTenant = productsPerTenant
    }

    /// Ten tenants of a thousand customers and a thousand products each.
    public static let uniform = ShopGroup(
        firstTenant: 1, tenants: 10, customersPerTenant: 1_000, productsPerTenant: 1_000)
    /// One tenant, in which all purchases have the same product, or the same customer makes all purchases.
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
    /// Returns the identifier of the tenant with a number.
    public static func business(_ tenant: Int) -> Business.ID { Business.ID(uuid(0xB0, tenant)) }

    /// Returns the identifier of the customer with a number.
    ///
    /// The identifier is the same in every tenant; the tenant of a row distinguishes the customers.
    public static func customer(_ number: Int) -> Customer.ID { Customer.ID(uuid(0xC0, number)) }

    /// Returns the identifier of the product with a number, which is the same in every tenant.
    public static func product(_ number: Int) -> Product.ID { Product.ID(uuid(0xD0, number)) }

    /// Returns the price of a unit of a product, in minor units.
    ///
    /// It is above zero, because a purchase without a cost is not charged.
    public static func price(ofProduct number: Int) -> Int64 { 100 + Int64(number % 900) }

    /// The identifiers of the tenants.
    public var businesses: [Business.ID] { tenantNumbers.map(Self.business) }
}
