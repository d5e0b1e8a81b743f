import JoskLedger

extension StoreConformance {
    static let uniqueness = [
        ConformanceCase("One of several concurrent customers with the same identifier is added") { bench in
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
            try expectEqual(added.filter { $0 }.count, 1, "number of added customers")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("One of several concurrent customers with the same reference is added") { bench in
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
            try expectEqual(added.compactMap { $0 }.count, 1, "number of added customers")
            let holder = try await shop.tenant.customer(reference: "C-1")?.id
            try expectEqual(holder, added.compactMap { $0 }.first, "the customer with the reference C-1")
        },

        ConformanceCase("One of several concurrent products with the same SKU is added") { bench in
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
            try expectEqual(added.compactMap { $0 }.count, 1, "number of added products")
            try await shop.tenant.expectCleanAudit()
        },

        ConformanceCase("One of several concurrent orders with the same identifier or reference is made") {
            bench in
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
                    try expect(
                        isTaken, "expected a rejection of a taken identifier or reference, found \(why)")
                    return [:]
                }
            }
            try expectEqual(
                made.compactMap { $0[true] }.count, 1, "number of orders with the reference INV-1")
            try expectEqual(made.compactMap { $0[false] }, [id], "orders with the same identifier")
            let found = try await shop.tenant.order(reference: "INV-1")?.id
            try expectEqual(found, made.compactMap { $0[true] }.first, "the order with the reference INV-1")
            try expectEqual(try await shop.tenant.product(shop.products[0])?.stock, 998, "stock")
            try await shop.tenant.expectCleanAudit()
        },
    ]
}
