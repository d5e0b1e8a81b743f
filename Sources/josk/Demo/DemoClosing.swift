import JoskLedger

/// The state of the shop after the rush, read back from the ledger.
struct DemoClosing {
    /// The units left of each product, in the order of the plan.
    private(set) var stock: [Int64] = []
    /// The sum of all customers' balances, in pence.
    private(set) var owed: Int64 = 0
    /// The number of customers whose balance is above zero.
    private(set) var debtors = 0
    /// The number of orders of the buyers who clicked twice.
    private(set) var ordersOfDoubleClickers: Int64 = 0
    let audit: AuditReport

    init(_ shop: DemoShop, _ standardError: StandardError) async throws {
        for id in shop.products {
            guard let item = try await shop.tenant.product(id) else { throw Self.lost("product") }
            stock.append(item.stock)
        }
        for (buyer, id) in zip(shop.plan.buyers, shop.customers) {
            guard let account = try await shop.tenant.customer(id) else { throw Self.lost("customer") }
            owed += account.balance.minorUnits
            if account.balance.minorUnits > 0 { debtors += 1 }
            if buyer.clicksTwice { ordersOfDoubleClickers += account.orderCount }
            standardError.progress("counting", buyer.number, of: shop.plan.buyers.count)
        }
        audit = try await shop.tenant.audit()
    }

    private static func lost(_ kind: String) -> CommandFailure {
        CommandFailure(.software, "internal error: a \(kind) was added, but the ledger does not find it")
    }
}
