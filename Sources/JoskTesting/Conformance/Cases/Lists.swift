import JoskLedger

extension StoreConformance {
    static let lists = [
        ConformanceCase("customers are listed in pages by identifier, each once, whoever made it") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 4)
            // Identifiers of the caller's own: before all that Josk makes, and after.
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
            try await expectPages(of: ids.sorted()) { page in
                let page = try await shop.tenant.customers(page)
                return Page(page.elements.map(\.id), next: page.next)
            }
            let listed = try await shop.tenant.customers().elements
            for account in listed {
                try expectEqual(
                    account, try await shop.tenant.customer(account.id), "a customer of the list")
            }
        },

        ConformanceCase("products are listed in pages by identifier, each once, whoever made it") { bench in
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
            try await expectPages(of: ids.sorted()) { page in
                let page = try await shop.tenant.products(page)
                return Page(page.elements.map(\.id), next: page.next)
            }
            let listed = try await shop.tenant.products().elements
            for item in listed {
                try expectEqual(item, try await shop.tenant.product(item.id), "a product of the list")
            }
        },

        ConformanceCase("a product's movements are read in pages, each once, in both directions") { bench in
            let shop = try await Shop.open(on: bench.store, products: 2)
            for quantity in 1...9 {
                for product in shop.products {
                    try await shop.tenant.receiveGoods(of: product, quantity: Int64(quantity))
                }
            }
            try await expectNumberedPages(of: 10) { page in
                let page = try await shop.tenant.stockMovements(of: shop.products[0], page)
                return Page(page.elements.map(\.sequence), next: page.next)
            }
            let stock = try await shop.tenant.stockMovements(of: shop.products[0]).elements.first?.stock
            try expectEqual(stock, 145, "stock after the last")
        },

        ConformanceCase("payments are found by their reference, over all customers, reversed or not") {
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
                ids.append(.init(customerID: receipt.customerID, entrySequence: receipt.entrySequence))
                for other: PaymentReference? in ["e\u{301}", nil] {
                    try await shop.tenant.recordPayment(
                        of: .gbp(minorUnits: 1), by: shop.customers[0], reference: other)
                }
            }
            try await shop.tenant.payOut(.gbp(minorUnits: 1), to: shop.customers[0], reference: reference)
            let reversal = try await shop.tenant.reverse(payment: ids[4], reason: "bounced")
            try await expectPages(of: ids.sorted()) { page in
                let page = try await shop.tenant.payments(reference: reference, page)
                return Page(page.elements.map(\.id), next: page.next)
            }
            for payment in try await shop.tenant.payments(reference: reference).elements {
                let index = try require(ids.firstIndex(of: payment.id), "the payment's place")
                try expectEqual(payment.amount, .gbp(minorUnits: Int64(index) + 1), "amount")
                try expectEqual(
                    payment.reversalSequence, index == 4 ? reversal.entrySequence : nil, "reversal")
            }
        },

        ConformanceCase("a balance as of a time is that of the last entry recorded until then") { bench in
            let shop = try await Shop.open(on: bench.store)
            let customer = shop.customers[0]
            for amount in 1...9 {
                try await shop.tenant.recordPayment(of: .gbp(minorUnits: Int64(amount)), by: customer)
            }
            let entries = try await shop.tenant.ledgerEntries(of: customer, .init(.oldestFirst)).elements
            let times = entries.flatMap { entry in
                [-1, 0, 1].map { Timestamp(microseconds: entry.recordedAt.microseconds + $0) }
            }
            for time in times + [Timestamp(microseconds: .min), Timestamp(microseconds: .max)] {
                let expected = entries.last { $0.recordedAt <= time }
                let found = try await shop.tenant.lastEntry(of: customer, at: time)
                try expectEqual(found, expected, "the last entry at \(time.microseconds)")
                try expectEqual(
                    try await shop.tenant.balance(of: customer, at: time), expected?.balance, "balance")
            }
        },
    ]
}
