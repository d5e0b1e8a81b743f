import JoskLedger

extension StoreConformance {
    static let tenants = [
        ConformanceCase("two businesses may use the same identifiers, SKUs, references and keys") { bench in
            let (customer, product, order) = (Customer.ID(), Product.ID(), Order.ID())
            let businesses = [Business.ID(), Business.ID()]
            for (index, business) in businesses.enumerated() {
                let tenant = try await Twin(business, customer, product, order).open(on: bench.ledger)
                let receipt = try await tenant.purchase(
                    by: customer, lines: [.init(product, quantity: Int64(index) + 1)], orderID: order,
                    reference: "INV-1", idempotencyKey: "checkout-1")
                try expectEqual(receipt.total, .gbp(minorUnits: Int64(index + 1) * 100), "total")
            }
            for (index, business) in businesses.enumerated() {
                let tenant = bench.ledger.tenant(business)
                let stock = try await tenant.product(sku: "TEA-1")?.stock
                try expectEqual(stock, 10 - Int64(index + 1), "stock of business \(index + 1)")
                let balance = try await tenant.customer(reference: "C-1")?.balance
                try expectEqual(balance, .gbp(minorUnits: Int64(index + 1) * 100), "balance \(index + 1)")
                let lines = try await tenant.order(reference: "INV-1")?.order.lines.map(\.quantity)
                try expectEqual(lines, [Int64(index + 1)], "lines of business \(index + 1)")
                let charged = try await tenant.lastEntry(of: customer, asOf: .init(microseconds: .max))?
                    .amount
                try expectEqual(charged, balance, "the last entry of business \(index + 1)")
                let moved = try await tenant.stockMovements(of: product).elements.map(\.quantity)
                try expectEqual(moved, [-Int64(index + 1), 10], "movements of business \(index + 1)")
                try expectEqual(try await tenant.customers().elements.count, 1, "customers")
                try expectEqual(try await tenant.products().elements.count, 1, "products")
                try await tenant.expectCleanAudit()
            }
        },

        ConformanceCase("a business cannot see what another has") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let customer = try await shop.tenant.addCustomer(
                name: "Ada", reference: "C-1", creditLimit: .gbp(minorUnits: 10_000))
            let order = try await shop.tenant.purchase(
                by: customer.id, lines: [.init(shop.products[0], quantity: 1)], reference: "INV-1",
                idempotencyKey: "checkout-1")
            try await shop.tenant.recordPayment(
                of: .gbp(minorUnits: 1), by: customer.id, reference: "BANK-1")
            let stranger = try await Shop.open(on: bench.store, customers: 0, products: 0).tenant
            try expect(try await stranger.customer(customer.id) == nil, "another's customer was read")
            try expect(
                try await stranger.customer(reference: "C-1") == nil, "another's customer by reference")
            try expect(try await stranger.product(shop.products[0]) == nil, "another's product was read")
            try expect(try await stranger.product(sku: "SKU-1") == nil, "another's product by SKU")
            try expect(try await stranger.order(order.orderID) == nil, "another's order was read")
            try expect(try await stranger.order(reference: "INV-1") == nil, "another's order by reference")
            try expect(
                try await stranger.orders(by: customer.id).elements.isEmpty, "another's orders were read")
            try expect(
                try await stranger.ledgerEntries(of: customer.id).elements.isEmpty,
                "another's ledger was read")
            try expect(
                try await stranger.lastEntry(of: customer.id, asOf: .init(microseconds: .max)) == nil,
                "another's last entry was read")
            try expect(
                try await stranger.stockMovements(of: shop.products[0]).elements.isEmpty,
                "another's movements were read")
            try expect(
                try await stranger.payments(reference: "BANK-1").elements.isEmpty,
                "another's payments were read")
            try expect(try await stranger.customers().elements.isEmpty, "another's customers were listed")
            try expect(try await stranger.products().elements.isEmpty, "another's products were listed")
            for (order, count) in [(RowOrder.owner, 2), (.command, 1)] {
                let rows = try await bench.store.scan(rowsIn: stranger.id, by: order, into: 0) { count, _ in
                    count += 1
                }
                try expectEqual(rows, count, "rows of a business that only exists: itself and its creation")
            }
        },

        ConformanceCase("a business cannot touch what another has") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
            let before = try await shop.rows(on: bench.store)
            let other = try await Shop.open(on: bench.store, stock: 10)
            let stranger = other.tenant
            let line = PurchaseLine(shop.products[0], quantity: 1)
            try expect(
                try await !stranger.buys(other.customers[0], [line]), "bought another's product")
            try expect(
                try await !stranger.buys(shop.customers[0], [.init(other.products[0], quantity: 1)]),
                "charged another's customer")
            try await expectError(.rejected(.unknownOrder(order.orderID)), "a refund of another's order") {
                () throws(RefundError) in
                try await stranger.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
            }
            try await expectError(.rejected(.unknownCustomer(shop.customers[0])), "another's payment") {
                () throws(RecordPaymentError) in
                try await stranger.recordPayment(of: .gbp(minorUnits: 1), by: shop.customers[0])
            }
            try expectEqual(try await shop.rows(on: bench.store), before, "the other's rows")
        },
    ]
}

/// A business that has the same identifiers and keys as another.
private struct Twin {
    let business: Business.ID
    let customer: Customer.ID
    let product: Product.ID
    let order: Order.ID

    init(_ business: Business.ID, _ customer: Customer.ID, _ product: Product.ID, _ order: Order.ID) {
        (self.business, self.customer, self.product, self.order) = (business, customer, product, order)
    }

    func open(on ledger: Ledger) async throws -> Tenant {
        try await ledger.createBusiness(id: business, name: "Twin", currency: .gbp)
        let tenant = ledger.tenant(business)
        try await tenant.addCustomer(
            id: customer, name: "Ada", reference: "C-1", creditLimit: .gbp(minorUnits: 10_000),
            idempotencyKey: "add-1")
        try await tenant.addProduct(
            id: product, sku: "TEA-1", name: "Tea", price: .gbp(minorUnits: 100), stock: 10,
            idempotencyKey: "add-2")
        return tenant
    }
}
