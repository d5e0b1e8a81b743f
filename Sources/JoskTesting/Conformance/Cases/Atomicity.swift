import JoskLedger

extension StoreConformance {
    static let atomicity = [
        ConformanceCase("A purchase writes its order, lines, stock, ledger entry and journal entry together")
        { bench in
            let shop = try await Shop.open(on: bench.store, products: 2, stock: 10)
            let before = try await shop.rows(on: bench.store)
            let receipt = try await shop.tenant.purchase(
                by: shop.customers[0],
                lines: [.init(shop.products[0], quantity: 3), .init(shop.products[1], quantity: 4)])
            let record = try require(try await shop.tenant.order(receipt.orderID), "the order")
            try expectEqual(record.order.lines.map(\.quantity), [3, 4], "quantities of the lines")
            try expectEqual(
                try await shop.tenant.product(shop.products[0])?.stock, 7, "stock of the first product")
            try expectEqual(
                try await shop.tenant.product(shop.products[1])?.stock, 6, "stock of the second product")
            let account = try require(try await shop.tenant.customer(shop.customers[0]), "the customer")
            try expectEqual(account.balance, receipt.total, "balance")
            let added = try await shop.rows(on: bench.store).count - before.count
            try expectEqual(
                added, 5, "added rows (an order, a ledger entry, two movements, a journal entry)")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("A refund writes its lines, stock and ledger entry together") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 3)])
            try await shop.tenant.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 2)])
            let record = try require(try await shop.tenant.order(order.orderID), "the order")
            try expectEqual(record.refundedQuantities, [2], "refunded units of the lines")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 9, "stock")
            try expectEqual(
                try await shop.tenant.customer(shop.customers[0])?.balance, .gbp(minorUnits: 100), "balance")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("A rejected command writes nothing") { bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 100, products: 2, stock: 1)
            let before = try await shop.rows(on: bench.store)
            let accepted = try await shop.tenant.buys(
                shop.customers[0],
                [.init(shop.products[0], quantity: 1), .init(shop.products[1], quantity: 2)])
            try expect(
                !accepted, "expected a rejection of a purchase beyond stock and limit, found a receipt")
            try expectEqual(try await shop.rows(on: bench.store), before, "rows after the rejection")
        },

        ConformanceCase("Commands that share a transaction are written together, in their order") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 3)
            let requests = (0..<5).map { _ in
                Request(
                    Purchase(
                        customerID: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)]),
                    key: nil, metadata: .empty)
            }
            var footprint = Footprint()
            for request in requests { footprint.formUnion(request.footprint) }
            let work = TransactionWork(on: footprint) { state in
                requests.map { try? state.run($0).get().orderNumber }
            }
            let numbers = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(numbers, [1, 2, 3, nil, nil], "order numbers")
            let page = try await shop.tenant.orders(by: shop.customers[0], page: .ascending())
            try expectEqual(
                page.elements.map(\.id), requests.prefix(3).map(\.command.orderID.value),
                "orders of the customer")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
