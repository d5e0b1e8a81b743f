import JoskLedger

extension StoreConformance {
    static let additions = [
        ConformanceCase("many are added at a time, each with an outcome of its own") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            // More than share a transaction, and among them some that are refused.
            let customers = try (0..<450).map { number in
                NewCustomer(
                    name: try Name("Customer \(number)"),
                    reference: try CustomerReference("reference \(number % 400)"),
                    creditLimit: .gbp(minorUnits: Int64(number) - 3),
                    idempotencyKey: try IdempotencyKey("customer \(number)"))
            }
            let outcomes = await shop.tenant.addCustomers(customers)
            try expectEqual(outcomes.count, customers.count, "outcomes")
            for (number, outcome) in outcomes.enumerated() {
                let isAdded = (try? outcome.get()) != nil
                // References from 0 to 2 were free, for those limits are out of bounds; then they are taken.
                let isRefused = number < 3 || number >= 403
                try expectEqual(isAdded, !isRefused, "customer \(number) was added: \(outcome)")
            }
            let ids = outcomes.compactMap { try? $0.get() }.map(\.id)
            let balances = try ids.enumerated().map { number, id in
                OpeningBalance(
                    of: id, amount: .gbp(minorUnits: Int64(number) - 1),
                    due: try require(CalendarDate(year: 2026, month: 1, day: 31), "a day"))
            }
            let opened = await shop.tenant.recordOpeningBalances(balances)
            try expectEqual(
                opened.map { (try? $0.get())?.balance.minorUnits },
                ids.indices.map { $0 == 1 ? nil : Int64($0) - 1 }, "opening balances")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("those that were added give their first receipts when all are added again") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            let products = try (0..<250).map { number in
                NewProduct(
                    sku: try SKU("SKU \(number)"), name: "Product", price: .gbp(minorUnits: 1),
                    stock: Int64(number), idempotencyKey: try IdempotencyKey("product \(number)"))
            }
            let first = await shop.tenant.addProducts(Array(products[..<225]))
            let all = await shop.tenant.addProducts(products)
            try expectEqual(Array(all[..<225]), first, "receipts")
            try expect(
                all.allSatisfy { (try? $0.get()) != nil },
                "\(all.filter { (try? $0.get()) == nil }) were refused")
            let stock = try await shop.tenant.products(page: .ascending(limit: 1_000)).elements
                .reduce(0) { $0 + $1.stock }
            try expectEqual(stock, 250 * 249 / 2, "stock")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("of two in one transaction that want the same, the first has it") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            let id = Product.ID()
            let outcomes = await shop.tenant.addProducts([
                NewProduct(id: id, sku: "A", name: "First", price: .gbp(minorUnits: 1)),
                NewProduct(sku: "A", name: "Second", price: .gbp(minorUnits: 1)),
                NewProduct(id: id, sku: "B", name: "Third", price: .gbp(minorUnits: 1)),
                NewProduct(sku: "C", name: "Fourth", price: .gbp(minorUnits: 1), idempotencyKey: "key"),
                NewProduct(sku: "C", name: "Fourth", price: .gbp(minorUnits: 1), idempotencyKey: "key"),
                NewProduct(sku: "D", name: "Fifth", price: .gbp(minorUnits: 1), idempotencyKey: "key"),
            ])
            try expectEqual((try? outcomes[0].get())?.id, id, "the first")
            try expectEqual(outcomes[1], .failure(.rejected(.skuTaken("A", by: id))), "the same SKU")
            try expectEqual(outcomes[2], .failure(.rejected(.alreadyExists(id))), "the same identifier")
            try expectEqual(outcomes[4], outcomes[3], "the same request")
            try expectEqual(outcomes[5], .failure(.keyReused("key")), "the same key")
            try expectEqual(try await shop.tenant.products().elements.count, 2, "products")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
