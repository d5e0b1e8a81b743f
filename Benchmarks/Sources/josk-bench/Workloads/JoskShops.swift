import BenchmarkPeers

/// The shops in which only Josk buys, different ones for each workload.
enum JoskShops {
    /// The number of Josk's first tenant, far above those of the peers.
    private static let first = 1_000_000
    /// The count of tenant numbers reserved for each workload, more than any workload uses.
    private static let tenantsPerWorkload = 10_000

    /// Returns a shop of the same size as that of the peers.
    static func shop(like shop: ShopGroup, for workload: String) -> ShopGroup {
        Self.shop(like: shop, number: number(of: workload))
    }

    private static func shop(like shop: ShopGroup, number: Int) -> ShopGroup {
        Self.shop(
            tenants: shop.tenants, customers: shop.customersPerTenant, products: shop.productsPerTenant,
            number: number)
    }

    /// Returns a shop whose tenants have numbers that no other shop has.
    ///
    /// - Parameter number: The number of the shop, from 80 to 89 for a shop that belongs to no workload.
    static func shop(tenants: Int, customers: Int, products: Int, number: Int) -> ShopGroup {
        ShopGroup(
            firstTenant: first + tenantsPerWorkload * number, tenants: tenants,
            customersPerTenant: customers, productsPerTenant: products)
    }

    /// A tenant with a long history.
    static let longHistory = shop(like: .hot, number: 90)
    /// A tenant with a short history.
    static let shortHistory = shop(like: .hot, number: 91)
    /// The shop in which only floors write.
    static let floor = shop(like: .uniform, number: 95)
    static let soak = shop(like: .uniform, number: 92)
    static let fairness = shop(like: .hot, number: 93)
    static let crowd = shop(like: .hot, number: 94)

    private static func number(of workload: String) -> Int {
        Workloads.names.firstIndex(of: workload) ?? Workloads.names.count
    }
}
