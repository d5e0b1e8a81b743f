import JoskLedger

extension StoreConformance {
    static let lists = [
        ConformanceCase("Customers are listed in pages by identifiers of any origin, each once") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 4)
            // The caller's own identifiers: before and after all identifiers that Josk makes.
            var ids = shop.customers
            for high in [UInt64.min, 1, .max] {
                let id = Customer.ID(high: high, low: high)
                ids.append(id)
                try await shop.tenant.addCustomer(
                    id: id, name: "Customer", creditLimit: .gbp(minorUnits: 1))
            }
            _ = try await Shop.open(on: bench.store, customers: 3)
            try await shop.tenant.recordPayment(of: .gbp(minorUnits: 7), by: ids[6])
            try await shop.tenant.rename(customer: ids[5], to: "Renamed")
            try await expectPages(of: ids.sorted(), absent: absentees(of: ids)) { page in
                try await shop.tenant.customers(page: page)
            }
            let listed = try await shop.tenant.customers().elements
            for account in listed {
                try expectEqual(
                    account, try await shop.tenant.customer(account.id), "a customer of the list")
            }
        },

        ConformanceCase("Products are listed in pages by identifiers of any origin, each once") { bench in
            let shop = try await Shop.open(on: bench.store, products: 4)
            var ids = shop.products
            for high in [UInt64.min, 1, .max] {
                let id = Product.ID(high: high, low: high)
                ids.append(id)
                try await shop.tenant.addProduct(
                    id: id, sku: try SKU("OWN-\(high)"), name: "Product", price: .gbp(minorUnits: 1))
            }
            _ = try await Shop.open(on: bench.store, products: 3)
            try await shop.tenant.receiveGoods(of: ids[6], quantity: 7)
            try await shop.tenant.deactivate(product: ids[5])
            try await expectPages(of: ids.sorted(), absent: absentees(of: ids)) { page in
                try await shop.tenant.products(page: page)
            }
            let listed = try await shop.tenant.products().elements
            for item in listed {
                try expectEqual(item, try await shop.tenant.product(item.id), "a product of the list")
            }
        },

        ConformanceCase("A product's stock movements are read in pages, each once, in both directions") {
            bench in
            let shop = try await Shop.open(on: bench.store, products: 2)
            for quantity in 1...9 {
                for product in shop.products {
                    try await shop.tenant.receiveGoods(of: product, quantity: Int64(quantity))
                }
            }
            try await shop.tenant.adjustStock(of: shop.products[0], by: -7, reason: "breakage")
            let order = try await shop.tenant.purchase(
                by: shop.customers[0], lines: [.init(shop.products[0], quantity: 2)])
            try await shop.tenant.cancel(order: order.orderID)
            let (keys, absent) = numbers(upTo: 13)
            try await expectPages(of: keys, absent: absent) { page in
                try await shop.tenant.stockMovements(of: shop.products[0], page: page)
            }
            let listed = try await shop.tenant.stockMovements(of: shop.products[0], page: .ascending())
                .elements
            let rows = try await shop.rows(on: bench.store) { row in
                if case .stockMovement(let movement) = row {
                    movement.productID == shop.products[0]
                } else {
                    false
                }
            }
            try expectEqual(listed.map(StoredRow.stockMovement), rows, "stock movements of the list")
        },

        ConformanceCase("Payments are found by their reference, across all customers, reversed or not") {
            bench in
            let shop = try await Shop.open(on: bench.store, customers: 3)
            let other = try await Shop.open(on: bench.store)
            let reference: PaymentReference = "é"
            try await other.tenant.recordPayment(
                of: .gbp(minorUnits: 1), by: other.customers[0], reference: reference)
            var ids: [Payment.ID] = []
            for amount in 1...9 {
                let receipt = try await shop.tenant.recordPayment(
                    of: .gbp(minorUnits: Int64(amount)), by: shop.customers[amount % 3], reference: reference)
                ids.append(receipt.paymentID)
                for other: PaymentReference? in ["e\u{301}", nil] {
                    try await shop.tenant.recordPayment(
                        of: .gbp(minorUnits: 1), by: shop.customers[0], reference: other)
                }
            }
            try await shop.tenant.payOut(.gbp(minorUnits: 1), to: shop.customers[0], reference: reference)
            let reversal = try await shop.tenant.reverse(payment: ids[4], reason: "bounced")
            let absent = absentees(of: shop.customers).map { Payment.ID(customerID: $0, entrySequence: 3) }
            let beside = ids.flatMap { id in
                [Int64.min, id.entrySequence + 1, .max].map {
                    Payment.ID(customerID: id.customerID, entrySequence: $0)
                }
            }
            try await expectPages(of: ids.sorted(), absent: absent + beside.filter { !ids.contains($0) }) {
                page in try await shop.tenant.payments(reference: reference, page: page)
            }
            for payment in try await shop.tenant.payments(reference: reference).elements {
                let index = try require(
                    ids.firstIndex(of: payment.id), "the recorded payment with the identifier \(payment.id)")
                try expectEqual(payment.amount, .gbp(minorUnits: Int64(index) + 1), "amount of the payment")
                try expectEqual(
                    payment.reversalSequence, index == 4 ? reversal.entry.sequence : nil,
                    "sequence of the payment's reversal")
            }
        },

        ConformanceCase("The balance as of a time is that of the last entry recorded until that time") {
            bench in
            let shop = try await Shop.open(on: bench.store, customers: 2)
            let customer = shop.customers[0]
            let due = try require(CalendarDate(year: 2026, month: 1, day: 31), "a day")
            for amount in 1...3 {
                try await shop.tenant.recordPayment(of: .gbp(minorUnits: Int64(amount)), by: customer)
                // The entries of one transaction have the same time.
                _ = await shop.tenant.recordOpeningBalances(
                    (1...4).map { .init(of: customer, amount: .gbp(minorUnits: $0), due: due) })
            }
            let entries = try await shop.tenant.ledgerEntries(of: customer, page: .ascending()).elements
            let times = entries.flatMap { entry in
                [-1, 0, 1].map { Timestamp(microseconds: entry.recordedAt.microseconds + $0) }
            }
            let never = [Timestamp(microseconds: .min), Timestamp(microseconds: .max)]
            for time in times + never {
                let expected = entries.last { $0.recordedAt <= time }
                let found = try await shop.tenant.lastEntry(of: customer, asOf: time)
                try expectEqual(found, expected, "the last entry as of \(time.microseconds)")
                try expectEqual(
                    try await shop.tenant.balance(of: customer, asOf: time), expected?.balance,
                    "the balance as of \(time.microseconds)")
            }
        },

        ConformanceCase("A whole list is read page by page, each element once") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 0, products: 0)
            let customers = try (0..<1_205).map { number in
                NewCustomer(name: try Name("Customer \(number)"), creditLimit: .gbp(minorUnits: 1))
            }
            let added = await shop.tenant.addCustomers(customers).compactMap { try? $0.get() }.map(\.id)
            for direction in PageDirection.allCases {
                var found: [Customer.ID] = []
                for try await account in shop.tenant.allCustomers(direction) { found.append(account.id) }
                let expected = direction == .ascending ? added.sorted() : added.sorted().reversed()
                try expectEqual(found, expected, "customers, \(direction)")
            }
        },
    ]
}
