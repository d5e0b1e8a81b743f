import JoskLedger

extension StoreConformance {
    static let isolation = [
        ConformanceCase("concurrent purchases of scarce stock sell exactly what there is") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 40)
            let sold = try await concurrently(200, in: shop) { _, shop in
                try await shop.tenant.buys(shop.customers[0], [.init(shop.products[0], quantity: 1)])
            }
            try expectEqual(sold.filter { $0 }.count, 40, "purchases accepted")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 0, "stock left")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("concurrent charges stop exactly at the credit limit") { bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 2_550, price: 100, stock: 1_000)
            let charged = try await concurrently(200, in: shop) { _, shop in
                try await shop.tenant.buys(shop.customers[0], [.init(shop.products[0], quantity: 1)])
            }
            try expectEqual(charged.filter { $0 }.count, 25, "purchases accepted")
            let account = try require(try await shop.tenant.customer(shop.customers[0]), "the customer")
            try expectEqual(account.balance, .gbp(minorUnits: 2_500), "balance")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("concurrent transactions on one ledger leave no gap and no fork") { bench in
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

        ConformanceCase("a transaction that waited sees what was written while it waited") { bench in
            // All ask at once and all but one must wait. Each reads the stock and takes one unit: whoever
            // read it before the wait takes a unit that is gone.
            for _ in 0..<10 {
                let shop = try await Shop.open(on: bench.store, stock: 20)
                let left = try await concurrently(20, in: shop) { index, shop in
                    try await shop.tenant.adjustStock(of: shop.products[0], by: -1, reason: "taken").stock
                }
                try expectEqual(left.sorted(), Array(0..<20), "stock left after each")
            }
        },

        ConformanceCase("a transaction sees what was answered before it began") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 20)
            for expected in (0..<20).reversed() {
                let receipt = try await shop.tenant.adjustStock(of: shop.products[0], by: -1, reason: "taken")
                try expectEqual(receipt.stock, Int64(expected), "stock left")
            }
        },

        ConformanceCase("overlapping footprints in every order neither deadlock nor lose a unit") { bench in
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
            try expectEqual(left + taken.reduce(0, +), 80_000, "units left and sold")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("concurrent refunds never give back more than was bought") { bench in
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
            try expectEqual(refunded.filter { $0 }.count, 10, "refunds accepted")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 10, "stock")
            try expectEqual(
                try await shop.tenant.customer(shop.customers[0])?.balance, .gbp(minorUnits: 0), "balance")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
