import JoskLedger

extension StoreConformance {
    static let reads = [
        ConformanceCase("a ledger is read in pages, each entry once, in both directions") { bench in
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
            try expectEqual(listed.map(StoredRow.ledgerEntry), rows, "entries")
        },

        ConformanceCase("a customer's orders are read in pages, each order once, in both directions") {
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

        ConformanceCase("what is not there is not found, and is no error") { bench in
            let shop = try await Shop.open(on: bench.store)
            for tenant in [shop.tenant, bench.ledger.tenant(Business.ID())] {
                try expect(try await tenant.customer(Customer.ID()) == nil, "an unknown customer")
                try expect(try await tenant.customer(reference: "none") == nil, "an unknown reference")
                try expect(try await tenant.product(Product.ID()) == nil, "an unknown product")
                try expect(try await tenant.product(sku: "none") == nil, "an unknown SKU")
                try expect(try await tenant.order(Order.ID()) == nil, "an unknown order")
                try expect(try await tenant.order(reference: "none") == nil, "an unknown order reference")
                try expectEqual(try await tenant.orders(by: Customer.ID()).elements, [], "orders")
                try expectEqual(
                    try await tenant.ledgerEntries(of: Customer.ID()).elements, [], "ledger")
                try expectEqual(
                    try await tenant.stockMovements(of: Product.ID()).elements, [], "movements")
                try expectEqual(
                    try await tenant.payments(reference: "none").elements, [], "payments")
                try expect(try await tenant.balance(of: Customer.ID(), asOf: .now) == nil, "a balance")
            }
            let nobody = bench.ledger.tenant(Business.ID())
            try expectEqual(try await nobody.customers().elements, [], "customers")
            try expectEqual(try await nobody.products().elements, [], "products")
            let rows = try await bench.store.scan(rowsIn: nobody.id, by: .owner, into: 0) { count, _ in
                count += 1
            }
            try expectEqual(rows, 0, "rows of no business")
        },

        ConformanceCase("rows are handed out by owner in the order that the contract says") { bench in
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
            // The business, 3 openings of 2 facts each, 2 products with a receipt each; an order, its charge
            // and its sale 9 times; a refund, its entry and its return 18 times; the journal of these 33
            // commands.
            try expectEqual(ranks.count, 1 + 3 * 2 + 2 * 2 + 9 * 3 + 18 * 3 + 33, "rows")
        },

        ConformanceCase("rows are handed out by command in the order that the contract says") { bench in
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
            try expectEqual(ranks.rows, facts, "the rows by command")
            try expectEqual(ranks.count, facts.count, "how many rows there are by command")
        },

        ConformanceCase("whoever reads while others buy sees each purchase whole or not at all") { bench in
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
            try expect(found.isEmpty, "an audit in between found: \(found)")
        },
    ]
}

/// Holds facts against the order in which they are to come.
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
        if !isInOrder || section < self.section { violations.append("out of order: \(row)") }
        self.section = max(self.section, section)
    }
}
