import JoskLedger

extension StoreConformance {
    static let reads = [
        ConformanceCase("A ledger is read in pages, each entry once, in both directions") { bench in
            let shop = try await Shop.open(on: bench.store)
            for amount in 1...9 {
                try await shop.tenant.recordPayment(
                    of: .gbp(minorUnits: Int64(amount)), by: shop.customers[0])
            }
            let (keys, absent) = numbers(upTo: 10)
            try await expectPages(of: keys, absent: absent) { page in
                try await shop.tenant.ledgerEntries(of: shop.customers[0], page: page)
            }
            let listed = try await shop.tenant.ledgerEntries(of: shop.customers[0], page: .ascending())
                .elements
            let rows = try await shop.rows(on: bench.store) { row in
                if case .ledgerEntry = row { true } else { false }
            }
            try expectEqual(listed.map(StoredRow.ledgerEntry), rows, "ledger entries of the list")
        },

        ConformanceCase("A customer's orders are read in pages, each order once, in both directions") {
            bench in
            let shop = try await Shop.open(on: bench.store, customers: 2)
            for index in 0..<20 {
                let order = try await shop.tenant.purchase(
                    by: shop.customers[index % 2], lines: [.init(shop.products[0], quantity: 3)])
                if index.isMultiple(of: 3) {
                    try await shop.tenant.refund(
                        order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
                    try await shop.tenant.refund(
                        order: order.orderID, lines: [.init(lineNumber: 1, quantity: 2)])
                }
            }
            let (keys, absent) = numbers(upTo: 10)
            try await expectPages(of: keys, absent: absent) { page in
                try await shop.tenant.orders(by: shop.customers[0], page: page)
            }
            for record in try await shop.tenant.orders(by: shop.customers[0]).elements {
                try expectEqual(record, try await shop.tenant.order(record.id), "an order of the list")
            }
        },

        ConformanceCase("Reads of rows that do not exist return nothing and throw no error") { bench in
            let shop = try await Shop.open(on: bench.store)
            for tenant in [shop.tenant, bench.ledger.tenant(Business.ID())] {
                try expectEqual(try await tenant.customer(Customer.ID()), nil, "an unknown customer")
                try expectEqual(
                    try await tenant.customer(reference: "none"), nil, "a customer with an unknown reference")
                try expectEqual(try await tenant.product(Product.ID()), nil, "an unknown product")
                try expectEqual(
                    try await tenant.product(sku: "none"), nil, "a product with an unknown SKU")
                try expectEqual(try await tenant.order(Order.ID()), nil, "an unknown order")
                try expectEqual(
                    try await tenant.order(reference: "none"), nil, "an order with an unknown reference")
                try expectEqual(
                    try await tenant.orders(by: Customer.ID()).elements, [], "orders of an unknown customer")
                try expectEqual(
                    try await tenant.ledgerEntries(of: Customer.ID()).elements, [],
                    "ledger entries of an unknown customer")
                try expectEqual(
                    try await tenant.stockMovements(of: Product.ID()).elements, [],
                    "stock movements of an unknown product")
                try expectEqual(
                    try await tenant.payments(reference: "none").elements, [],
                    "payments with an unknown reference")
                try expectEqual(
                    try await tenant.balance(of: Customer.ID(), asOf: .now), nil,
                    "the balance of an unknown customer")
            }
            let missing = bench.ledger.tenant(Business.ID())
            try expectEqual(
                try await missing.customers().elements, [], "customers of a business that does not exist")
            try expectEqual(
                try await missing.products().elements, [], "products of a business that does not exist")
            let rows = try await bench.store.scan(rowsIn: missing.id, by: .owner, into: 0) { count, _ in
                count += 1
            }
            try expectEqual(rows, 0, "number of rows of a business that does not exist")
        },

        ConformanceCase("A scan by owner visits the rows in the order of the contract") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 3, products: 2)
            for index in 0..<9 {
                let order = try await shop.tenant.purchase(
                    by: shop.customers[index % 3], lines: [.init(shop.products[index % 2], quantity: 2)])
                try await shop.tenant.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
                try await shop.tenant.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
            }
            let ranks = try await bench.store.scan(rowsIn: shop.tenant.id, by: .owner, into: OwnerOrder()) {
                order, row in
                order.examine(row)
            }
            try expect(ranks.violations.isEmpty, ranks.violations.joined(separator: "; "))
            // The business; 3 customers with an opening entry each; 2 products with a receipt each; 9 orders with a
            // charge and a sale each; 18 refunds with a ledger entry and a return each; the journal of these 33
            // commands.
            try expectEqual(ranks.count, 1 + 3 * 2 + 2 * 2 + 9 * 3 + 18 * 3 + 33, "number of rows")
        },

        ConformanceCase("A scan by command visits the rows in the order of the contract") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 3, products: 2)
            for index in 0..<9 {
                let lines = shop.products.map { PurchaseLine($0, quantity: 2) }
                let order = try await shop.tenant.purchase(by: shop.customers[index % 3], lines: lines)
                try await shop.tenant.refund(order: order.orderID, lines: [.init(lineNumber: 1, quantity: 1)])
                try await shop.tenant.activate(product: shop.products[0])
            }
            let ranks = try await bench.store.scan(rowsIn: shop.tenant.id, by: .command, into: CommandOrder())
            {
                order, row in
                order.examine(row)
            }
            try expect(ranks.violations.isEmpty, ranks.violations.joined(separator: "; "))
            let owned = try await shop.rows(on: bench.store)
            let facts = owned.filter { row in
                switch row {
                case .business, .customer, .productStock: false
                case .ledgerEntry, .order, .refund, .stockMovement, .journalEntry: true
                }
            }
            try expectEqual(ranks.rows, facts, "rows of a scan by command")
            try expectEqual(ranks.count, facts.count, "number of rows of a scan by command")
        },

        ConformanceCase("A read during concurrent purchases sees each purchase completely or not at all") {
            bench in
            let shop = try await Shop.open(
                on: bench.store, customers: 2, creditLimit: 1_000_000, products: 2, stock: 1_000)
            let reports = try await concurrently(60, in: shop) { index, shop in
                if index.isMultiple(of: 4) { return try await shop.tenant.audit().violations }
                try await shop.tenant.purchase(
                    by: shop.customers[index % 2],
                    lines: [.init(shop.products[0], quantity: 1), .init(shop.products[1], quantity: 1)])
                return []
            }
            let found = reports.flatMap { $0 }
            try expect(found.isEmpty, "expected no violation in a concurrent audit, found \(found)")
        },
    ]
}

/// Checks rows against the order that the contract requires of a scan by owner.
private struct OwnerOrder: Sendable {
    private(set) var count = 0
    private(set) var violations: [String] = []
    private var section = 0
    private var owner: StoredRow?
    private var entries: Int64 = 0
    private var orders: Int64 = 0
    private var refunds: Int64 = 0
    private var movements: Int64 = 0
    private var lastOrder: Order.ID?
    private var lastKey: IdempotencyKey?

    mutating func examine(_ row: StoredRow) {
        count += 1
        switch row {
        case .business: enter(0, when: count == 1, row)
        case .customer:
            (entries, orders) = (0, 0)
            owner = row
            enter(1, row)
        case .ledgerEntry(let entry):
            entries += 1
            enter(1, when: owns(entry.customerID) && entry.sequence == entries && orders == 0, row)
        case .order(let order):
            orders += 1
            refunds = 0
            lastOrder = order.id
            enter(1, when: owns(order.customerID) && order.number == orders, row)
        case .refund(let refund):
            refunds += 1
            enter(1, when: refund.id == Refund.ID(orderID: lastOrder ?? Order.ID(), number: refunds), row)
        case .productStock:
            movements = 0
            owner = row
            enter(2, row)
        case .stockMovement(let movement):
            movements += 1
            enter(2, when: owns(movement.productID) && movement.sequence == movements, row)
        case .journalEntry(let entry):
            enter(3, when: lastKey.map { $0 < entry.key } ?? true, row)
            lastKey = entry.key
        }
    }

    private func owns(_ id: Customer.ID) -> Bool {
        if case .customer(let customer) = owner { customer.id == id } else { false }
    }

    private func owns(_ id: Product.ID) -> Bool {
        if case .productStock(let item) = owner { item.id == id } else { false }
    }

    private mutating func enter(_ section: Int, when isInOrder: Bool = true, _ row: StoredRow) {
        if !isInOrder || section < self.section { violations.append("row out of order: \(row)") }
        self.section = max(self.section, section)
    }
}
