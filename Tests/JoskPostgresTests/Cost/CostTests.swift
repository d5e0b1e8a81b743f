import JoskLedger
import JoskPostgres
import JoskTesting
import Testing

/// Tests of the costs on the performance page; a change that makes a command more expensive fails here.
@Suite("Costs of commands in the database")
struct CostTests {
    private static let sizes = [1, 2, 10, 1_000]

    @Test(
        "Commands write and lock as many rows, index entries and foreign keys as documented",
        .enabled("needs pg_walinspect, which is one of PostgreSQL's contrib modules") {
            try await CostProbe.isPossible
        })
    func costs() async throws {
        let probe = try await CostProbe.make()
        var table = CostTable()
        try await withStore(on: probe.database) { store in
            let shop = try await Shop.open(
                on: store, creditLimit: 1_000_000_000, products: 1_000, stock: 1_000)
            let (tenant, customer) = (shop.tenant, shop.customers[0])
            // The first purchases begin pages.
            for _ in 0..<2 { _ = try await purchase(2, in: shop, probe) }
            for lines in Self.sizes {
                let cost = try await purchase(lines, in: shop, probe)
                table.add("purchase, \(lines) \(lines == 1 ? "line" : "lines")", cost)
                expectPurchase(of: lines, cost)
            }
            let payment = try await probe.cost(of: "payment") {
                try await tenant.recordPayment(
                    of: .gbp(minorUnits: 100), by: customer, idempotencyKey: "payment")
            }
            table.add("payment", payment)
            expectPayment(payment)
            let order = try await tenant.purchase(
                by: customer, lines: shop.products.prefix(2).map { PurchaseLine($0, quantity: 2) })
            let refund = try await probe.cost(of: "refund") {
                try await tenant.refund(
                    order: order.orderID, lines: [RefundRequestLine(lineNumber: 1, quantity: 1)],
                    idempotencyKey: "refund")
            }
            table.add("refund, 1 line of 2", refund)
            expectRefund(refund)
        }
        printLines(TestOptions.showsDetails ? table.lines + table.details : table.lines)
    }

    private func purchase(_ lines: Int, in shop: Shop, _ probe: CostProbe) async throws -> Cost {
        let key = try IdempotencyKey("purchase-\(lines)-\(UInt64.random(in: 0...UInt64.max))")
        return try await probe.cost(of: key) {
            try await shop.tenant.purchase(
                by: shop.customers[0],
                lines: shop.products.prefix(lines).map { PurchaseLine($0, quantity: 1) },
                idempotencyKey: key)
        }
    }
}
