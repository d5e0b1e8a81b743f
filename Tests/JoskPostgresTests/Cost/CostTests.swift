import JoskLedger
import JoskPostgres
import JoskTesting
import Testing

/// What `Docs/performance.md` begins with. A change that makes a command dearer fails here.
@Suite("What commands cost in the database")
struct CostTests {
    private static let sizes = [1, 2, 10, 1_000]

    @Test(
        "rows, index entries, checks of foreign keys and row locks are as documented; stock is updated in place",
        .enabled("the server has no pg_walinspect; it comes with PostgreSQL's contrib modules") {
            try await Meter.isPossible
        })
    func costs() async throws {
        let meter = try await Meter.make()
        var table = CostTable()
        try await withStore(on: meter.database) { store in
            let shop = try await Shop.open(
                on: store, creditLimit: 1_000_000_000, products: 1_000, stock: 1_000)
            let (tenant, customer) = (shop.tenant, shop.customers[0])
            // The first time, pages are begun.
            for _ in 0..<2 { _ = try await purchase(2, in: shop, meter) }
            for lines in Self.sizes {
                let cost = try await purchase(lines, in: shop, meter)
                table.add("purchase, \(lines) \(lines == 1 ? "line" : "lines")", cost)
                expectPurchase(of: lines, cost)
            }
            let payment = try await meter.cost(of: "payment") {
                try await tenant.recordPayment(
                    of: .gbp(minorUnits: 100), by: customer, idempotencyKey: "payment")
            }
            table.add("payment", payment)
            expectPayment(payment)
            let order = try await tenant.purchase(
                by: customer, lines: shop.products.prefix(2).map { PurchaseLine($0, quantity: 2) })
            let refund = try await meter.cost(of: "refund") {
                try await tenant.refund(
                    order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)],
                    idempotencyKey: "refund")
            }
            table.add("refund, 1 line of 2", refund)
            expectRefund(refund)
        }
        printLines(TestOptions.showsDetails ? table.lines + table.details : table.lines)
    }

    private func purchase(_ lines: Int, in shop: Shop, _ meter: Meter) async throws -> Cost {
        let key = try IdempotencyKey("purchase-\(lines)-\(UInt64.random(in: 0...UInt64.max))")
        return try await meter.cost(of: key) {
            try await shop.tenant.purchase(
                by: shop.customers[0],
                lines: shop.products.prefix(lines).map { PurchaseLine($0, quantity: 1) },
                idempotencyKey: key)
        }
    }
}
