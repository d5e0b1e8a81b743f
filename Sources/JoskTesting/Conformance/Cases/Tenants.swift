import JoskLedger

extension StoreConformance {
    static let tenants = [
        ConformanceCase("Two businesses can use the same identifiers, SKUs, references and keys") { bench in
            let (customer, product, order) = (Customer.ID(), Product.ID(), Order.ID())
            let businesses = [Business.ID(), Business.ID()]
            for (index, business) in businesses.enumerated() {
                let tenant = try await Twin(business, customer, product, order).open(on: bench.ledger)
                let receipt = try await tenant.purchase(
                    by: customer, lines: [.init(product, quantity: Int64(index) + 1)], orderID: order,
                    reference: "INV-1", idempotencyKey: "checkout-1")
                try expectEqual(
                    receipt.total, .gbp(minorUnits: Int64(index + 1) * 100),
                    "total of the order in business \(index + 1)")
            }
            for (index, business) in businesses.enumerated() {
                let tenant = bench.ledger.tenant(business)
                let stock = try await tenant.product(sku: "TEA-1")?.stock
                try expectEqual(stock, 10 - Int64(index + 1), "stock in business \(index + 1)")
                let balance = try await tenant.customer(reference: "C-1")?.balance
                try expectEqual(
                    balance, .gbp(minorUnits: Int64(index + 1) * 100), "balance in business \(index + 1)")
                let lines = try await tenant.order(reference: "INV-1")?.order.lines.map(\.quantity)
                try expectEqual(lines, [Int64(index + 1)], "order lines in business \(index + 1)")
                let charged = try await tenant.lastEntry(of: customer, asOf: .init(microseconds: .max))?
                    .amount
                try expectEqual(charged, balance, "amount of the last entry in business \(index + 1)")
                let moved = try await tenant.stockMovements(of: product).elements.map(\.quantity)
                try expectEqual(moved, [-Int64(index + 1), 10], "stock movements in business \(index + 1)")
                try expectEqual(
                    try await tenant.customers().elements.count, 1,
                    "number of customers in business \(index + 1)")
                try expectEqual(
                    try await tenant.products().elements.count, 1,
                    "number of products in business \(index + 1)")
                try await tenant.expectCleanAudit()
            }
        },

        ConformanceCase("A business cannot read the rows of another business") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let customer = try await shop.tenant.addCustomer(
                name: "Ada", reference: "C-1", creditLimit: .gbp(minorUnits: 10_000))
            let order = try await shop.tenant.purchase(
                by: customer.id, lines: [.init(shop.products[0], quantity: 1)], reference: "INV-1",
                idempotencyKey: "checkout-1")
            try await shop.tenant.recordPayment(
                of: .gbp(minorUnits: 1), by: customer.id, reference: "BANK-1")
            let other = try await Shop.open(on: bench.store, customers: 0, products: 0).tenant
            try expectEqual(
                try await other.customer(customer.id), nil, "another business's customer by identifier")
            try expectEqual(
                try await other.customer(reference: "C-1"), nil, "another business's customer by reference")
            try expectEqual(
                try await other.product(shop.products[0]), nil, "another business's product by identifier")
            try expectEqual(
                try await other.product(sku: "SKU-1"), nil, "another business's product by SKU")
            try expectEqual(
                try await other.order(order.orderID), nil, "another business's order by identifier")
            try expectEqual(
                try await other.order(reference: "INV-1"), nil, "another business's order by reference")
            try expectEqual(
                try await other.orders(by: customer.id).elements, [], "another business's orders")
            try expectEqual(
                try await other.ledgerEntries(of: customer.id).elements, [],
                "another business's ledger entries")
            try expectEqual(
                try await other.lastEntry(of: customer.id, asOf: .init(microseconds: .max)), nil,
                "another business's last entry")
            try expectEqual(
                try await other.stockMovements(of: shop.products[0]).elements, [],
                "another business's stock movements")
            try expectEqual(
                try await other.payments(reference: "BANK-1").elements, [], "another business's payments")
            try expectEqual(
                try await other.customers().elements, [], "customers of a business without customers")
            try expectEqual(
                try await other.products().elements, [], "products of a business without products")
            for (order, count) in [(RowOrder.owner, 2), (.command, 1)] {
                let rows = try await bench.store.scan(rowsIn: other.id, by: order, into: 0) { count, _ in
                    count += 1
                }
                try expectEqual(rows, count, "number of rows of a business without customers and products")
            }
        },

        ConformanceCase("A business cannot change the rows of another business") { bench in
            let shop = try await Shop.open(on: bench.store, stock: 10)
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 1)])
            let before = try await shop.rows(on: bench.store)
            let other = try await Shop.open(on: bench.store, stock: 10)
            let tenant = other.tenant
            let line = PurchaseLine(shop.products[0], quantity: 1)
            try expect(
                try await !tenant.buys(other.customers[0], [line]),
                "expected a rejection of a purchase of another business's product, found a receipt")
            try expect(
                try await !tenant.buys(shop.customers[0], [.init(other.products[0], quantity: 1)]),
                "expected a rejection of a purchase by another business's customer, found a receipt")
            try await expectError(
                .rejected(.unknownOrder(order.orderID)), "a refund of another business's order"
            ) {
                () throws(RefundError) in
                try await tenant.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
            }
            try await expectError(
                .rejected(.unknownCustomer(shop.customers[0])), "a payment by another business's customer"
            ) {
                () throws(RecordPaymentError) in
                try await tenant.recordPayment(of: .gbp(minorUnits: 1), by: shop.customers[0])
            }
            try expectEqual(try await shop.rows(on: bench.store), before, "rows of the first business")
        },
    ]
}

/// A business with the same identifiers and keys as another business.
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
