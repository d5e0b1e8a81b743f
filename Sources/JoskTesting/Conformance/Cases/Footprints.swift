import JoskLedger

extension StoreConformance {
    static let footprints = [
        ConformanceCase("The state holds the rows that the footprint names, and lacks rows that do not exist")
        { bench in
            let shop = try await Shop.open(on: bench.store, customers: 2, products: 2, stock: 5)
            let (missingCustomer, missingProduct) = (Customer.ID(), Product.ID())
            var footprint = Footprint()
            footprint.customers = [shop.customers[0], missingCustomer]
            footprint.products = [shop.products[1], missingProduct]
            footprint.skus = ["SKU-1", "SKU-9"]
            footprint.keys = ["never used"]
            footprint.orders = [Order.ID()]
            footprint.orderReferences = ["never used"]
            footprint.customerReferences = ["never used"]
            let named = footprint
            let work = TransactionWork(on: footprint) { state in
                [
                    state.customer(shop.customers[0])?.id == shop.customers[0],
                    state.customer(missingCustomer) == nil,
                    state.product(shop.products[1])?.stock == 5,
                    state.product(missingProduct) == nil,
                    state.productID(sku: "SKU-1") == shop.products[0],
                    state.productID(sku: "SKU-9") == nil,
                    state.journalEntry("never used") == nil,
                    named.orders.allSatisfy { state.order($0) == nil },
                    state.orderID(reference: "never used") == nil,
                    state.customerID(reference: "never used") == nil,
                    state.existingBusiness?.id == shop.tenant.id,
                ]
            }
            let found = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(found, Array(repeating: true, count: 11), "checks of the state")
        },

        ConformanceCase("An order in a footprint is loaded with its customer, its products and its refunds") {
            bench in
            let shop = try await Shop.open(on: bench.store, products: 2, stock: 9)
            let receipt = try await shop.tenant.purchase(
                by: shop.customers[0],
                lines: [.init(shop.products[0], quantity: 1), .init(shop.products[1], quantity: 2)])
            try await shop.tenant.refund(order: receipt.orderID, lines: [.init(lineNumber: 2, quantity: 1)])
            var footprint = Footprint()
            footprint.orders = [receipt.orderID]
            let work = TransactionWork(on: footprint) { state in
                [
                    state.order(receipt.orderID)?.refundedQuantities == [0, 1],
                    state.customer(shop.customers[0])?.orderCount == 1,
                    state.product(shop.products[0])?.stock == 8,
                    state.product(shop.products[1])?.stock == 8,
                ]
            }
            let found = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(found, [true, true, true, true], "checks of the state")
        },

        ConformanceCase("A snapshot and a transaction load the same state for the same footprint") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 9)
            var footprint = Footprint()
            footprint.customers = [shop.customers[0]]
            footprint.products = [shop.products[0]]
            let body: @Sendable (TransactionState) -> (CustomerAccount?, ProductStock?) = { state in
                (state.customer(shop.customers[0]), state.product(shop.products[0]))
            }
            let work = TransactionWork(on: footprint) { state in body(state) }
            let locked = try require(
                try await bench.store.transact(in: shop.tenant.id) { work }, "the work's output")
            let read = body(try await bench.store.snapshot(of: footprint, in: shop.tenant.id))
            try expect(locked == read, "state of a snapshot: expected \(locked), found \(read)")
        },

        ConformanceCase("A business that does not exist is absent, and concurrent requests create it once") {
            bench in
            let id = Business.ID()
            let tenant = bench.ledger.tenant(id)
            try expect(
                try await tenant.business() == nil, "expected no business before its creation, found one")
            try await expectError(.unknownBusiness(id), "a customer of a business that does not exist") {
                () throws(AddCustomerError) in
                try await tenant.addCustomer(name: "Ada", creditLimit: .gbp(minorUnits: 1))
            }
            let receipts = try await concurrently(20) { _ in
                try await bench.ledger.createBusiness(id: id, name: "Corner Shop", currency: .gbp)
            }
            try expectEqual(Set(receipts).count, 1, "number of different receipts")
            try expectEqual(try await tenant.business()?.currency, .gbp, "currency")
        },

        ConformanceCase("The time of a transaction is not earlier than the rows that it loaded") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 0)
            let footprint = Footprint(customers: [shop.customers[0]], products: [shop.products[0]])
            let inTime = try await concurrently(60, in: shop) { index, shop in
                if index.isMultiple(of: 2) {
                    try await shop.tenant.adjustStock(of: shop.products[0], by: 1, reason: "found")
                    try await shop.tenant.recordPayment(of: .gbp(minorUnits: 1), by: shop.customers[0])
                }
                let work = TransactionWork(on: footprint) { state in
                    [
                        state.product(shop.products[0])?.movedAt,
                        state.customer(shop.customers[0])?.lastEntry.recordedAt,
                    ]
                    .allSatisfy { $0.map { $0 <= state.now } ?? false }
                }
                return try await bench.store.transact(in: shop.tenant.id) { work } ?? false
            }
            try expect(
                inTime.allSatisfy { $0 },
                "expected no transaction whose time is earlier than its loaded rows, "
                    + "found \(inTime.filter { !$0 }.count)")
        },

        ConformanceCase("Times do not go back along a ledger or along a product's stock movements") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 3, products: 3, stock: 1_000)
            try await concurrently(60, in: shop) { index, shop in
                try await shop.tenant.purchase(
                    by: shop.customers[index % 3], lines: [.init(shop.products[index / 3 % 3], quantity: 1)])
            }
            // The audit compares the times of neighbours.
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
