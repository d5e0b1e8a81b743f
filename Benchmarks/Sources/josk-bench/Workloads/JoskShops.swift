import BenchmarkPeers

/// The tenants that Josk alone buys from: those of each workload are their own.
enum JoskShops {
    /// The first number of Josk's tenants, far beyond those of the peers'.
    private static let first = 1_000_000
    /// More than any workload has.
    private static let tenantsPerWorkload = 10_000

    /// A shop of the same size as the peers'.
    static func shop(like shop: ShopGroup, for workload: String) -> ShopGroup {
        Self.shop(like: shop, number: number(of: workload))
    }

    private static func shop(like shop: ShopGroup, number: Int) -> ShopGroup {
        ShopGroup(
            firstTenant: first + tenantsPerWorkload * number, tenants: shop.tenants,
            customersPerTenant: shop.customersPerTenant, productsPerTenant: shop.productsPerTenant)
    }

    /// One tenant with much behind it, and one with little.
    static let longHistory = shop(like: .hot, number: 90)
    static let shortHistory = shop(like: .hot, number: 91)
    /// Where only floors write.
    static let floor = shop(like: .uniform, number: 95)
    static let soak = shop(like: .uniform, number: 92)
    static let fairness = shop(like: .hot, number: 93)
    static let crowd = shop(like: .hot, number: 94)

    private static func number(of workload: String) -> Int {
        Workloads.names.firstIndex(of: workload) ?? Workloads.names.count
    }
}
