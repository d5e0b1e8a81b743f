import BenchmarkPeers
import JoskLedger

import struct JoskTesting.SeededGenerator

/// The shops of the quiet tenant and of its neighbours.
enum NeighbourShops {
    static let quiet = JoskShops.shop(tenants: 1, customers: 100, products: 100, number: 80)
    /// The tenant whose readers and buyers are many.
    static let crowded = JoskShops.shop(tenants: 1, customers: 1_000, products: 1_000, number: 81)
    /// The tenant whose reads come all at once.
    static let bursting = JoskShops.shop(tenants: 1, customers: 1_000, products: 1, number: 85)
    /// The tenant that is audited, and whose order pages are read.
    static let audited = JoskShops.shop(tenants: 1, customers: 2, products: 50, number: 82)
    /// The tenants whose orders are large.
    static let wholesale = JoskShops.shop(tenants: 8, customers: 1, products: 10_000, number: 83)
    /// The tenant of whose rows another session holds one.
    static let held = JoskShops.shop(tenants: 1, customers: 100, products: 2, number: 84)

    static let all = [quiet, crowded, bursting, audited, wholesale, held]
    /// The number of orders of the audited tenant's first customer.
    static let history = 3_000

    /// Creates all shops, and the history of the audited one.
    static func open(in ledger: Ledger) async throws {
        for shop in all { try await shop.open(in: ledger) }
        let tenant = ledger.tenant(audited.businesses[0])
        let customer = ShopGroup.customer(1)
        let placed = try await tenant.customer(customer)?.orderCount ?? 0
        let lines = (1...5).map { PurchaseLine(ShopGroup.product($0), quantity: 1) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in placed..<max(placed, Int64(history)) {
                group.addTask { try await tenant.purchase(by: customer, lines: lines) }
            }
            try await group.waitForAll()
        }
    }
}

extension ShopGroup {
    /// Reads the account of a random customer.
    func readCustomer(
        of tenant: Tenant, _ random: inout SeededGenerator
    ) async throws(LoadFailure) {
        let customer = Self.customer(random.number(in: 1...customersPerTenant))
        do throws(StoreError) {
            _ = try await tenant.customer(customer)
        } catch {
            throw LoadFailure(code: "\(error.code)")
        }
    }
}
