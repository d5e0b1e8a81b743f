import JoskLedger
import JoskLibPQ
import JoskLock
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Failover to a standby", .serialized)
struct FailoverTests {
    /// The results of the buyers, and a flag that stops them.
    private struct Rush: Sendable {
        var isOver = false
        var receipts: [PurchaseReceipt] = []
        var unknown = 0
    }

    @Test(
        "A store keeps working after a failover, and no purchase with a receipt is lost or doubled",
        arguments: ["primary", "read-write"])
    func goesOn(_ kind: String) async throws {
        var pair = try await FailoverPair.migrated()
        let store = PostgresStore(pair.configuration(kind), logger: .silent)
        let shop = try await Shop.open(on: store, customers: 4, creditLimit: 1_000_000_000, stock: 1_000_000)
        let rush = Locked(Rush())
        let buyers = shop.customers.indices.map { buyer in
            // A separate ledger, so that the buyers do not share a connection.
            Task { try await buy(as: buyer, in: shop.elsewhere, rush) }
        }
        // Only a store that requires a server that accepts writes skips a read-only primary.
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

    /// Makes one purchase after another, and repeats each until it has a receipt.
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

    /// Expects an order for each receipt, and a receipt for each order.
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
