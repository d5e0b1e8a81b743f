import JoskLedger

extension StoreConformance {
    static let results = [
        ConformanceCase("A result is returned only after the commit, so its caller can read the order") {
            bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 1_000_000, stock: 1_000)
            for number in 1...20 {
                let receipt = try await shop.tenant.purchase(
                    by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
                try expect(
                    try await shop.tenant.order(receipt.orderID) != nil,
                    "order \(number) is missing after its receipt was returned")
                let account = try await shop.tenant.customer(shop.customers[0])
                try expectEqual(account?.balance, receipt.balance, "balance after order \(number)")
            }
        },

        ConformanceCase("A result is returned only after the commit, so another ledger can read the order") {
            bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 1_000_000, stock: 1_000)
            let other = bench.ledger.tenant(shop.tenant.id)
            try await concurrently(50) { index in
                let tenant = index.isMultiple(of: 2) ? shop.tenant : other
                let receipt = try await tenant.purchase(
                    by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
                let page = try await (index.isMultiple(of: 2) ? other : shop.tenant)
                    .orders(by: shop.customers[0], page: .ascending(after: receipt.orderNumber - 1))
                try expectEqual(
                    page.elements.first?.id, receipt.orderID, "the order found by its number")
            }
        },

        ConformanceCase("A transaction without work changes nothing and has no output") { bench in
            let shop = try await Shop.open(on: bench.store)
            let before = try await shop.rows(on: bench.store)
            let output: Int? = try await bench.store.transact(in: shop.tenant.id) { nil }
            try expectEqual(output, nil, "output without work")
            try expectEqual(try await shop.rows(on: bench.store), before, "rows")
        },

        ConformanceCase("Work that changes nothing returns its output") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 7)
            var footprint = Footprint()
            footprint.products = [shop.products[0]]
            let work = TransactionWork(on: footprint) { [product = shop.products[0]] state in
                state.product(product)?.stock
            }
            let output = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(output, .some(7), "stock")
        },
    ]
}
