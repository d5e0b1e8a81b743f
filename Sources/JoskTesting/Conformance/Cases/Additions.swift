import JoskLedger

extension StoreConformance {
    static let additions = [
        ConformanceCase("Customers and opening balances added in one call have one outcome each") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            // More customers than one transaction takes, some of which are rejected.
            let customers = try (0..<450).map { number in
                NewCustomer(
                    name: try Name("Customer \(number)"),
                    reference: try CustomerReference("reference \(number % 400)"),
                    creditLimit: .gbp(minorUnits: Int64(number) - 3),
                    idempotencyKey: try IdempotencyKey("customer \(number)"))
            }
            let outcomes = await shop.tenant.addCustomers(customers)
            try expectEqual(outcomes.count, customers.count, "number of outcomes")
            for (number, outcome) in outcomes.enumerated() {
                let isAdded = (try? outcome.get()) != nil
                // Customers 0 to 2 have limits out of bounds, so customers 400 to 402 get their references. The
                // references of later customers are taken.
                let isRefused = number < 3 || number >= 403
                try expectEqual(
                    isAdded, !isRefused, "addition of customer \(number) with the outcome \(outcome)")
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
                ids.indices.map { $0 == 1 ? nil : Int64($0) - 1 }, "balances after the opening balances")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("Products added again with the same keys return their first receipts") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            let products = try (0..<250).map { number in
                NewProduct(
                    sku: try SKU("SKU \(number)"), name: "Product", price: .gbp(minorUnits: 1),
                    stock: Int64(number), idempotencyKey: try IdempotencyKey("product \(number)"))
            }
            let first = await shop.tenant.addProducts(Array(products[..<225]))
            let all = await shop.tenant.addProducts(products)
            try expectEqual(Array(all[..<225]), first, "receipts of products that were added again")
            try expect(
                all.allSatisfy { (try? $0.get()) != nil },
                "expected every product to be added, found \(all.filter { (try? $0.get()) == nil })")
            let stock = try await shop.tenant.products(page: .ascending(limit: 1_000)).elements
                .reduce(0) { $0 + $1.stock }
            try expectEqual(stock, 250 * 249 / 2, "stock of all products")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("The first addition in a transaction gets a contested identifier, SKU or key") {
            bench in
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
            try expectEqual((try? outcomes[0].get())?.id, id, "identifier of the first product")
            try expectEqual(
                outcomes[1], .failure(.rejected(.skuTaken("A", by: id))), "a product with the same SKU")
            try expectEqual(
                outcomes[2], .failure(.rejected(.alreadyExists(id))), "a product with the same identifier")
            try expectEqual(outcomes[4], outcomes[3], "the same request with the same key")
            try expectEqual(outcomes[5], .failure(.keyReused("key")), "another request with the same key")
            try expectEqual(try await shop.tenant.products().elements.count, 2, "number of products")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
