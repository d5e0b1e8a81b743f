import JoskLedger

extension StoreConformance {
    static let isolation = [
        ConformanceCase("Concurrent purchases of scarce stock sell exactly the stock on hand") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 40)
            let sold = try await concurrently(200, in: shop) { _, shop in
                try await shop.tenant.buys(shop.customers[0], [.init(shop.products[0], quantity: 1)])
            }
            try expectEqual(sold.filter { $0 }.count, 40, "number of accepted purchases")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 0, "remaining stock")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("Concurrent charges stop exactly at the credit limit") { bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 2_550, price: 100, stock: 1_000)
            let charged = try await concurrently(200, in: shop) { _, shop in
                try await shop.tenant.buys(shop.customers[0], [.init(shop.products[0], quantity: 1)])
            }
            try expectEqual(charged.filter { $0 }.count, 25, "number of accepted purchases")
            let account = try require(try await shop.tenant.customer(shop.customers[0]), "the customer")
            try expectEqual(account.balance, .gbp(minorUnits: 2_500), "balance")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("Concurrent transactions on one ledger leave no gap and no fork") { bench in
            let shop = try await Shop.open(on: bench.store)
            try await concurrently(100, in: shop) { index, shop in
                try await shop.tenant.recordPayment(
                    of: .gbp(minorUnits: Int64(index) + 1), by: shop.customers[0])
            }
            let page = try await shop.tenant.ledgerEntries(
                of: shop.customers[0], page: .ascending(limit: 1_000))
            try expectEqual(page.elements.map(\.sequence), Array(1...101), "sequence numbers")
            try expectEqual(page.elements.last?.balance, .gbp(minorUnits: -5_050), "balance")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("A transaction that waited for a lock sees the rows written while it waited") {
            bench in
            // All transactions begin at once, and all but one must wait. Each reads the stock and takes one unit. A
            // transaction that read the stock before its wait takes a unit that another one has taken.
            for _ in 0..<10 {
                let shop = try await Shop.open(on: bench.store, stock: 20)
                let left = try await concurrently(20, in: shop) { index, shop in
                    try await shop.tenant.adjustStock(of: shop.products[0], by: -1, reason: "taken").stock
                }
                try expectEqual(left.sorted(), Array(0..<20), "remaining stock after each adjustment")
            }
        },

        ConformanceCase("A transaction sees every change whose result was returned before it began") {
            bench in
            let shop = try await Shop.open(on: bench.store, stock: 20)
            for expected in (0..<20).reversed() {
                let receipt = try await shop.tenant.adjustStock(of: shop.products[0], by: -1, reason: "taken")
                try expectEqual(receipt.stock, Int64(expected), "remaining stock")
            }
        },

        ConformanceCase("Transactions on overlapping rows, in any order, neither deadlock nor lose a unit") {
            bench in
            let shop = try await Shop.open(
                on: bench.store, customers: 4, creditLimit: 1_000_000, products: 8, stock: 10_000)
            let seed = bench.seed
            let taken = try await concurrently(120, in: shop) { index, shop in
                var generator = SeededGenerator(seed: seed &+ UInt64(index))
                let products = shop.products.shuffled(using: &generator).prefix(4)
                let customer = try require(shop.customers.randomElement(using: &generator), "a customer")
                try await shop.tenant.purchase(
                    by: customer, lines: products.map { .init($0, quantity: Int64(index % 3) + 1) })
                return Int64(index % 3 + 1) * 4
            }
            var left: Int64 = 0
            for product in shop.products { left += try await shop.tenant.product(product)?.stock ?? 0 }
            try expectEqual(left + taken.reduce(0, +), 80_000, "remaining and sold units")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("Concurrent refunds never exceed the units bought") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 10)])
            let refunded = try await concurrently(50, in: shop) { _, shop in
                do throws(RefundError) {
                    try await shop.tenant.refund(
                        order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
                    return true
                } catch .rejected(.exceedsRemaining) {
                    return false
                }
            }
            try expectEqual(refunded.filter { $0 }.count, 10, "number of accepted refunds")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 10, "stock")
            try expectEqual(
                try await shop.tenant.customer(shop.customers[0])?.balance, .gbp(minorUnits: 0), "balance")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
