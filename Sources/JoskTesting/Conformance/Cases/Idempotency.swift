import JoskLedger

extension StoreConformance {
    static let idempotency = [
        ConformanceCase("A command with a used key returns the first receipt and changes nothing") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let line = PurchaseLine(shop.products[0], quantity: 3)
            let first = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [line], idempotencyKey: "checkout-1")
            try await shop.tenant.purchase(by: shop.customers[0], lines: [line])
            let before = try await shop.rows(on: bench.store)
            let again = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [line], idempotencyKey: "checkout-1")
            try expectEqual(again, first, "receipt of the second request")
            try expectEqual(try await shop.rows(on: bench.store), before, "rows after the second request")
        },

        ConformanceCase("Concurrent commands with the same key take effect once") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 100)
            let receipts = try await concurrently(60, in: shop) { _, shop in
                try await shop.tenant.purchase(
                    by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)],
                    idempotencyKey: "checkout-1")
            }
            try expectEqual(Set(receipts).count, 1, "number of different receipts")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 99, "stock")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("Concurrent commands with the same key take effect once, even before rows exist") {
            bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            for round in 1...25 {
                let (customer, product) = (Customer.ID(), Product.ID())
                let receipts = try await concurrently(8, in: shop) { _, shop in
                    let added = try await shop.tenant.addCustomer(
                        id: customer, name: "Ada", reference: try CustomerReference("C-\(round)"),
                        creditLimit: .gbp(minorUnits: 1),
                        idempotencyKey: try IdempotencyKey("customer \(round)"))
                    let stocked = try await shop.tenant.addProduct(
                        id: product, sku: try SKU("SKU-\(round)"), name: "Tea", price: .gbp(minorUnits: 1),
                        stock: 1, idempotencyKey: try IdempotencyKey("product \(round)"))
                    return [added.addedAt, stocked.addedAt]
                }
                try expectEqual(Set(receipts).count, 1, "number of different receipts in round \(round)")
            }
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("A command fails if its key was used for another request") { bench in
            let shop = try await Shop.open(on: bench.store)
            try await shop.tenant.recordPayment(
                of: .gbp(minorUnits: 100), by: shop.customers[0], idempotencyKey: "payment-1")
            let before = try await shop.rows(on: bench.store)
            try await expectError(.keyReused("payment-1"), "another payment with the same key") {
                () throws(RecordPaymentError) in
                try await shop.tenant.recordPayment(
                    of: .gbp(minorUnits: 200), by: shop.customers[0], idempotencyKey: "payment-1")
            }
            try expectEqual(try await shop.rows(on: bench.store), before, "rows after the rejected payment")
        },

        ConformanceCase("A rejected command leaves no record, so its key can succeed later") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 0)
            let lines = [PurchaseLine(shop.products[0], quantity: 1)]
            try expect(
                try await !shop.tenant.buys(shop.customers[0], lines, key: "checkout-1"),
                "expected a rejection of a purchase without stock, found a receipt")
            try await shop.tenant.adjustStock(of: shop.products[0], by: 1, reason: "found")
            try expect(
                try await shop.tenant.buys(shop.customers[0], lines, key: "checkout-1"),
                "expected a receipt for a purchase with stock, found a rejection")
        },
    ]
}
