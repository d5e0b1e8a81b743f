import JoskLedger

extension StoreConformance {
    static let uniqueness = [
        ConformanceCase("of concurrent customers with one identifier one is added") { bench in
            let shop = try await Shop.open(on: bench.store)
            let id = Customer.ID()
            let added = try await concurrently(30, in: shop) { _, shop in
                do throws(AddCustomerError) {
                    try await shop.tenant.addCustomer(
                        id: id, name: "Ada", creditLimit: .gbp(minorUnits: 1))
                    return true
                } catch .rejected(.alreadyExists(id)) {
                    return false
                }
            }
            try expectEqual(added.filter { $0 }.count, 1, "customers added")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("of concurrent customers with one reference one is added") { bench in
            let shop = try await Shop.open(on: bench.store)
            let added = try await concurrently(30, in: shop) { _, shop -> Customer.ID? in
                do throws(AddCustomerError) {
                    return try await shop.tenant.addCustomer(
                        name: "Ada", reference: "C-1", creditLimit: .gbp(minorUnits: 1)
                    ).id
                } catch .rejected(.referenceTaken("C-1", by: _)) {
                    return nil
                }
            }
            try expectEqual(added.compactMap { $0 }.count, 1, "customers added")
            let holder = try await shop.tenant.customer(reference: "C-1")?.id
            try expectEqual(holder, added.compactMap { $0 }.first, "who has the reference")
        },

        ConformanceCase("of concurrent products with one SKU one is added") { bench in
            let shop = try await Shop.open(on: bench.store, products: 0)
            let added = try await concurrently(30, in: shop) { index, shop -> Product.ID? in
                do throws(AddProductError) {
                    return try await shop.tenant.addProduct(
                        sku: "TEA-1", name: "Tea", price: .gbp(minorUnits: 450), stock: Int64(index)
                    ).id
                } catch .rejected(.skuTaken("TEA-1", by: _)) {
                    return nil
                }
            }
            try expectEqual(added.compactMap { $0 }.count, 1, "products added")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("of concurrent orders with one identifier or one reference one is made") { bench in
            let shop = try await Shop.open(on: bench.store, customers: 5, stock: 1_000)
            let id = Order.ID()
            let made = try await concurrently(60, in: shop) { index, shop in
                let (customer, isByReference) = (shop.customers[index % 5], index.isMultiple(of: 2))
                do throws(PurchaseError) {
                    let receipt = try await shop.tenant.purchase(
                        by: customer, lines: [.init(shop.products[0], quantity: 1)],
                        orderID: isByReference ? nil : id, reference: isByReference ? "INV-1" : nil)
                    return [isByReference: receipt.orderID]
                } catch .rejected(let why) {
                    let isTaken = isByReference ? why.referenceHolderID != nil : why.conflictingOrderID == id
                    try expect(isTaken, "refused for another reason: \(why)")
                    return [:]
                }
            }
            try expectEqual(made.compactMap { $0[true] }.count, 1, "orders made by the reference")
            try expectEqual(made.compactMap { $0[false] }, [id], "orders made by the identifier")
            let found = try await shop.tenant.order(reference: "INV-1")?.id
            try expectEqual(found, made.compactMap { $0[true] }.first, "the order by its reference")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 998, "stock")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
