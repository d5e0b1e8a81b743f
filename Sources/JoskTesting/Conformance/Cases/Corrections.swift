import JoskLedger

extension StoreConformance {
    static let corrections = [
        ConformanceCase("Changes of customers and products are stored and free the old reference and SKU") {
            bench in
            let shop = try await Shop.open(on: bench.store, products: 2)
            let (ada, tea) = (shop.customers[0], shop.products[0])
            try await shop.tenant.changeCustomerReference(of: ada, to: "C-1")
            try await shop.tenant.changeCustomerReference(of: ada, to: "C-2")
            try await shop.tenant.rename(customer: ada, to: "Ada L.")
            try await shop.tenant.changePaymentTerms(of: ada, to: .days(7))
            try await shop.tenant.deactivate(customer: ada)
            try await shop.tenant.changeSKU(of: tea, to: "TEA-2")
            try await shop.tenant.rename(product: tea, to: "Green tea")
            try await shop.tenant.changePrice(of: tea, to: .gbp(minorUnits: 777))
            try await shop.tenant.deactivate(product: tea)
            try await shop.tenant.changeDefaultPaymentTerms(to: .days(14))
            let customer = try await shop.tenant.customer(reference: "C-2")?.customer
            let changed = Customer(
                id: ada, name: "Ada L.", reference: "C-2", paymentTerms: .days(7), isActive: false)
            try expectEqual(customer, changed, "the customer after the changes")
            let product = try await shop.tenant.product(sku: "TEA-2")?.product
            try expectEqual(product?.price, .gbp(minorUnits: 777), "price")
            try expectEqual(product?.name, "Green tea", "name")
            try expectEqual(product?.isActive, false, "activity of the product")
            try expectEqual(
                try await shop.tenant.business()?.paymentTerms, .days(14), "payment terms of the business")
            try expect(
                try await shop.tenant.customer(reference: "C-1") == nil,
                "expected no customer with the freed reference C-1, found one")
            try expect(
                try await shop.tenant.product(sku: "SKU-1") == nil,
                "expected no product with the freed SKU SKU-1, found one")
            try await shop.tenant.changeSKU(of: shop.products[1], to: "SKU-1")
            try expectEqual(
                try await shop.tenant.product(sku: "SKU-1")?.id, shop.products[1],
                "the product with the SKU SKU-1")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("SKUs can be freed, taken and swapped within one transaction") { bench in
            let shop = try await Shop.open(on: bench.store, products: 2)
            let (one, other) = (shop.products[0], shop.products[1])
            let swaps: [(Product.ID, SKU)] = [(one, "SPARE"), (other, "SKU-1"), (one, "SKU-2")]
            let requests = swaps.map { product, sku in
                Request(ChangeSKU(productID: product, sku: sku), key: nil, metadata: .empty)
            }
            let added = Request(
                AddProduct(
                    id: NewIdentifier(), sku: "SPARE", name: "Spare", price: .gbp(minorUnits: 1), stock: 0),
                key: nil, metadata: .empty)
            var footprint = added.footprint
            for request in requests { footprint.formUnion(request.footprint) }
            let work = TransactionWork(on: footprint) { state in
                let changed = requests.map { (try? state.run($0).get()) != nil }
                return changed + [(try? state.run(added).get()) != nil]
            }
            let accepted = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(accepted, [true, true, true, true], "accepted changes")
            try expectEqual(
                try await shop.tenant.product(sku: "SKU-1")?.id, other, "the product with the SKU SKU-1")
            try expectEqual(
                try await shop.tenant.product(sku: "SKU-2")?.id, one, "the product with the SKU SKU-2")
            let spare = try await shop.tenant.product(sku: "SPARE")?.id
            try expectEqual(spare, added.command.id.value, "the product with the SKU SPARE")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("One of several concurrent changes to the same SKU is accepted") { bench in
            let shop = try await Shop.open(on: bench.store, products: 20)
            let changed = try await concurrently(20, in: shop) { index, shop in
                do throws(ChangeSKUError) {
                    try await shop.tenant.changeSKU(of: shop.products[index], to: "WANTED")
                    return true
                } catch .rejected(.skuTaken("WANTED", by: _)) {
                    return false
                }
            }
            try expectEqual(changed.filter { $0 }.count, 1, "number of accepted changes")
            try expect(
                try await shop.tenant.product(sku: "WANTED") != nil,
                "expected a product with the SKU WANTED, found none")
        },

        ConformanceCase("One of several concurrent reversals of the same payment is accepted") { bench in
            let shop = try await Shop.open(on: bench.store)
            let paid = try await shop.tenant.recordPayment(of: .gbp(minorUnits: 300), by: shop.customers[0])
            let id = paid.paymentID
            let reversed = try await concurrently(30, in: shop) { _, shop in
                do throws(ReversePaymentError) {
                    try await shop.tenant.reverse(payment: id, reason: "bounced")
                    return true
                } catch .rejected(.alreadyReversed) {
                    return false
                }
            }
            try expectEqual(reversed.filter { $0 }.count, 1, "number of accepted reversals")
            let balance = try await shop.tenant.customer(shop.customers[0])?.balance
            try expectEqual(balance, .gbp(minorUnits: 0), "balance")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("No charge exceeds a credit limit that changes during concurrent purchases") {
            bench in
            let shop = try await Shop.open(on: bench.store, creditLimit: 10_000, stock: 1_000)
            try await concurrently(90, in: shop) { index, shop in
                if index.isMultiple(of: 9) {
                    let limit = Money.gbp(minorUnits: Int64(90 - index) * 50)
                    try await shop.tenant.changeCreditLimit(of: shop.customers[0], to: limit)
                } else {
                    _ = try await shop.tenant.buys(
                        shop.customers[0], [.init(shop.products[0], quantity: 1)])
                }
            }
            // The audit compares every charge with the limit in force.
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("No purchase of a product succeeds after its deactivation") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 4, stock: 1_000)
            try await concurrently(40, in: shop) { index, shop in
                if index == 20 {
                    try await shop.tenant.deactivate(product: shop.products[0])
                    let stock = try await shop.tenant.product(shop.products[0])?.stock
                    let sold = try await shop.tenant.buys(
                        shop.customers[0], [.init(shop.products[0], quantity: 1)])
                    try expect(
                        !sold, "expected a rejection of a purchase after the deactivation, found a receipt")
                    try expectEqual(
                        try await shop.tenant.product(shop.products[0])?.stock, stock,
                        "stock after the deactivation")
                } else {
                    _ = try await shop.tenant.buys(
                        shop.customers[index % 4], [.init(shop.products[0], quantity: 1)])
                }
            }
        },

        ConformanceCase("A payment in a footprint is loaded with its reversal, and other entries are not") {
            bench in
            let shop = try await Shop.open(on: bench.store)
            let ada = shop.customers[0]
            try await shop.tenant.recordPayment(of: .gbp(minorUnits: 1), by: ada)
            try await shop.tenant.recordPayment(of: .gbp(minorUnits: 2), by: ada)
            let second = Payment.ID(customerID: ada, entrySequence: 3)
            try await shop.tenant.reverse(payment: second, reason: "bounced")
            let ids = [1, 2, 3, 4, 5, .max, 0, .min].map { Payment.ID(customerID: ada, entrySequence: $0) }
            let footprint = Footprint(customers: [ada], payments: Set(ids))
            let work = TransactionWork(on: footprint) { state in
                ids.map { state.payment($0)?.reversalSequence ?? 0 }
            }
            let found = try await bench.store.transact(in: shop.tenant.id) { work }
            try expectEqual(found, [0, 0, 4, 0, 0, 0, 0, 0], "sequence numbers of the reversals")
            let exist = TransactionWork(on: footprint) { state in ids.map { state.payment($0) != nil } }
            let paid = try await bench.store.transact(in: shop.tenant.id) { exist }
            try expectEqual(
                paid, [false, true, true, false, false, false, false, false], "identifiers of payments")
        },
    ]
}
