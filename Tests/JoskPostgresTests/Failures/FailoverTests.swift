import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("When a standby takes the primary's place", .serialized)
struct FailoverTests {
    /// What buyers were told, and whether they are to go on.
    private struct Rush: Sendable {
        var isOver = false
        var receipts: [PurchaseReceipt] = []
        var unknown = 0
    }

    @Test(
        "the same store goes on; nothing that was told as done is lost, and nothing is doubled",
        arguments: ["primary", "read-write"])
    func goesOn(_ kind: String) async throws {
        var pair = try await FailoverPair.migrated()
        let store = PostgresStore(pair.configuration(kind), logger: .silent)
        let shop = try await Shop.open(on: store, customers: 4, creditLimit: 1_000_000_000, stock: 1_000_000)
        let rush = Locked(Rush())
        let buyers = shop.customers.indices.map { buyer in
            // A ledger of its own, or all would share a connection.
            Task { try await buy(as: buyer, in: shop.elsewhere, rush) }
        }
        // Only who asks for one that takes writes passes a primary that is closed to them.
        let ways = FailoverPair.Way.allCases.filter { $0 != .closing || kind == "read-write" }
        for way in ways + [.crash] {
            try await untilSold(20, rush)
            let clock = ContinuousClock.now
            try await pair.failOver(way)
            try await untilSold(20, rush)
            let sold = rush.withLock { $0.receipts.count }
            printLines(["failover: \(way.rawValue), \(kind) | \(sold) sold | \(ContinuousClock.now - clock)"])
        }
        rush.withLock { $0.isOver = true }
        for buyer in buyers { try await buyer.value }
        try await expectAll(rush.withLock { $0 }, in: shop)
        await store.shutdown()
    }

    /// Buys one thing after another, each until it is known to be bought.
    private func buy(as buyer: Int, in shop: Shop, _ rush: Locked<Rush>) async throws {
        var number = 0
        while !rush.withLock({ $0.isOver }) {
            number += 1
            let key = try IdempotencyKey("\(buyer)-\(number)")
            var receipt: PurchaseReceipt?
            while receipt == nil {
                do throws(PurchaseError) {
                    receipt = try await shop.tenant.purchase(
                        by: shop.customers[buyer], lines: [PurchaseLine(shop.products[0], quantity: 1)],
                        idempotencyKey: key)
                } catch {
                    guard case .store(let failure) = error, failure.isRetriable else { throw error }
                    rush.withLock { $0.unknown += failure.outcome == .unknown ? 1 : 0 }
                }
            }
            if let receipt { rush.withLock { $0.receipts.append(receipt) } }
        }
    }

    private func untilSold(_ more: Int, _ rush: Locked<Rush>) async throws {
        let wanted = rush.withLock { $0.receipts.count } + more
        #expect(try await eventually { rush.withLock { $0.receipts.count } >= wanted })
    }

    /// Each receipt has its order, and each order its receipt.
    private func expectAll(_ rush: Rush, in shop: Shop) async throws {
        var orders: Set<Order.ID> = []
        for customer in shop.customers {
            for try await record in shop.tenant.allOrders(by: customer) { orders.insert(record.order.id) }
        }
        #expect(orders == Set(rush.receipts.map(\.orderID)))
        #expect(orders.count == rush.receipts.count)
        let item = try await shop.tenant.product(shop.products[0])
        #expect(item?.stock == Int64(1_000_000 - orders.count))
        let report = try await shop.tenant.audit()
        #expect(report.isClean, "\(report)")
    }
}
