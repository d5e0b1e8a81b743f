import Testing

@testable import JoskLedger

@Suite("ChangeCustomerReference and ChangeSKU")
struct ChangeKeyTests {
    /// A shop with two customers and two products, each with a reference or a SKU.
    private struct Keys {
        var shop: StorelessShop
        let ada: Customer.ID
        let bob: Customer.ID
        let tea: Product.ID
        let mug: Product.ID

        init() throws {
            shop = try StorelessShop.open()
            ada = try shop.addCustomer(limit: 1_000, reference: "A")
            bob = try shop.addCustomer(limit: 1_000, reference: "B")
            tea = try shop.accept(AddProduct(price: .pence(450), stock: 5, sku: "T", id: .numbered(1))).id
            mug = try shop.accept(AddProduct(price: .pence(800), stock: 5, sku: "M", id: .numbered(2))).id
        }
    }

    @Test("A change of a customer's reference changes nothing else")
    func reference() throws {
        var keys = try Keys()
        let before = try #require(keys.shop.accounts[keys.ada])
        let command = ChangeCustomerReference(customerID: keys.ada, reference: "A-2")
        let changes = try keys.shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["change-customer-reference"])
        #expect(
            try keys.shop.accept(command)
                == CustomerChangeReceipt(customerID: keys.ada, changedAt: keys.shop.now))
        var after = before
        after.customer.reference = "A-2"
        #expect(keys.shop.accounts[keys.ada] == after)
    }

    @Test("A change of a product's SKU changes nothing else")
    func sku() throws {
        var keys = try Keys()
        let before = try #require(keys.shop.items[keys.tea])
        let command = ChangeSKU(productID: keys.tea, sku: "T-2")
        let changes = try keys.shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["change-sku"])
        #expect(
            try keys.shop.accept(command)
                == ProductChangeReceipt(productID: keys.tea, changedAt: keys.shop.now))
        var after = before
        after.product.sku = "T-2"
        #expect(keys.shop.items[keys.tea] == after)
    }

    @Test("A change to a taken reference or SKU is rejected with the customer or product that has it")
    func taken() throws {
        let keys = try Keys()
        #expect(
            try keys.shop.rejection(of: ChangeCustomerReference(customerID: keys.ada, reference: "B"))
                == .referenceTaken("B", by: keys.bob))
        #expect(
            try keys.shop.rejection(of: ChangeSKU(productID: keys.tea, sku: "M"))
                == .skuTaken("M", by: keys.mug))
    }

    @Test("References and SKUs are distinguished by their bytes")
    func otherBytes() throws {
        let keys = try Keys()
        #expect(throws: Never.self) {
            _ = try keys.shop.changes(of: ChangeCustomerReference(customerID: keys.ada, reference: "b"))
            _ = try keys.shop.changes(of: ChangeSKU(productID: keys.tea, sku: "m"))
        }
    }

    @Test("A customer's own reference and a product's own SKU may be set again")
    func ownKey() throws {
        var keys = try Keys()
        _ = try keys.shop.accept(ChangeCustomerReference(customerID: keys.ada, reference: "A"))
        #expect(keys.shop.accounts[keys.ada]?.customer.reference == "A")
        _ = try keys.shop.accept(ChangeSKU(productID: keys.tea, sku: "T"))
        #expect(keys.shop.items[keys.tea]?.product.sku == "T")
    }

    @Test("A removed reference is free for another customer and for a new one")
    func takenAway() throws {
        var keys = try Keys()
        _ = try keys.shop.accept(ChangeCustomerReference(customerID: keys.ada, reference: nil))
        #expect(keys.shop.accounts[keys.ada]?.customer.reference == nil)
        // A second removal has nothing to remove, and is accepted.
        _ = try keys.shop.accept(ChangeCustomerReference(customerID: keys.ada, reference: nil))
        #expect(throws: Never.self) {
            try keys.shop.changes(of: AddCustomer(limit: .pence(1), reference: "A"))
        }
        _ = try keys.shop.accept(ChangeCustomerReference(customerID: keys.bob, reference: "A"))
        #expect(
            try keys.shop.rejection(of: ChangeCustomerReference(customerID: keys.ada, reference: "A"))
                == .referenceTaken("A", by: keys.bob))
        _ = try keys.shop.accept(ChangeCustomerReference(customerID: keys.ada, reference: "B"))
        #expect(keys.shop.accounts[keys.ada]?.customer.reference == "B")
    }

    @Test("A replaced SKU is free for another product and for a new one")
    func givenUp() throws {
        var keys = try Keys()
        _ = try keys.shop.accept(ChangeSKU(productID: keys.tea, sku: "T-2"))
        #expect(throws: Never.self) { try keys.shop.changes(of: AddProduct(price: .pence(1), sku: "T")) }
        _ = try keys.shop.accept(ChangeSKU(productID: keys.mug, sku: "T"))
        #expect(
            try keys.shop.rejection(of: ChangeSKU(productID: keys.tea, sku: "T"))
                == .skuTaken("T", by: keys.mug))
    }

    @Test("Two customers can swap their references in one transaction through a third reference")
    func swapReferences() throws {
        var keys = try Keys()
        let away = Request(ChangeCustomerReference(customerID: keys.ada, reference: "tmp"))
        let over = Request(ChangeCustomerReference(customerID: keys.bob, reference: "A"))
        let back = Request(ChangeCustomerReference(customerID: keys.ada, reference: "B"))
        var state = keys.shop.state(ofAll: away.footprint, over.footprint, back.footprint)
        // The change is rejected as long as the reference is taken.
        #expect(state.run(over) == .failure(.rejected(.referenceTaken("A", by: keys.ada))))
        _ = try state.run(away).get()
        #expect(state.run(back) == .failure(.rejected(.referenceTaken("B", by: keys.bob))))
        _ = try state.run(over).get()
        _ = try state.run(back).get()
        #expect(state.customerID(reference: "A") == keys.bob)
        #expect(state.customerID(reference: "B") == keys.ada)
        #expect(state.customerID(reference: "tmp") == nil)
        // Each customer once, with the latest reference.
        let references = state.changes.changedCustomers.map { "\($0.id)=\($0.reference?.string ?? "")" }
        #expect(references.sorted() == ["\(keys.ada)=B", "\(keys.bob)=A"])
        keys.shop.keep(state.changes)
        #expect(
            try keys.shop.rejection(of: AddCustomer(limit: .pence(1), reference: "A"))
                == .referenceTaken("A", by: keys.bob))
    }

    @Test("Two products can swap their SKUs in one transaction through a third SKU")
    func swapSKUs() throws {
        var keys = try Keys()
        let away = Request(ChangeSKU(productID: keys.tea, sku: "tmp"))
        let over = Request(ChangeSKU(productID: keys.mug, sku: "T"))
        let back = Request(ChangeSKU(productID: keys.tea, sku: "M"))
        var state = keys.shop.state(ofAll: away.footprint, over.footprint, back.footprint)
        #expect(state.run(over) == .failure(.rejected(.skuTaken("T", by: keys.tea))))
        _ = try state.run(away).get()
        #expect(state.run(back) == .failure(.rejected(.skuTaken("M", by: keys.mug))))
        _ = try state.run(over).get()
        _ = try state.run(back).get()
        #expect(state.productID(sku: "T") == keys.mug)
        #expect(state.productID(sku: "M") == keys.tea)
        #expect(state.productID(sku: "tmp") == nil)
        let skus = state.changes.changedProducts.map { "\($0.id)=\($0.sku.string)" }
        #expect(skus.sorted() == ["\(keys.tea)=M", "\(keys.mug)=T"].sorted())
        keys.shop.keep(state.changes)
        #expect(
            try keys.shop.rejection(of: AddProduct(price: .pence(1), sku: "T"))
                == .skuTaken("T", by: keys.mug))
    }

    @Test("A new customer can take a reference that was freed in the same transaction")
    func freedInBatch() throws {
        let keys = try Keys()
        let free = Request(ChangeCustomerReference(customerID: keys.ada, reference: nil))
        let take = Request(AddCustomer(limit: .pence(1), id: .numbered(50), reference: "A"))
        var state = keys.shop.state(ofAll: free.footprint, take.footprint)
        #expect(state.run(take) == .failure(.rejected(.referenceTaken("A", by: keys.ada))))
        _ = try state.run(free).get()
        _ = try state.run(take).get()
        #expect(state.customerID(reference: "A") == .numbered(50))
    }

    @Test(
        "A change of a key of an unknown customer or product is rejected with the identifier",
        arguments: ["A", "free"])
    func unknown(key: String) throws {
        let keys = try Keys()
        let reference = try CustomerReference(key)
        #expect(
            try keys.shop.rejection(
                of: ChangeCustomerReference(customerID: .numbered(9), reference: reference))
                == .unknownCustomer(.numbered(9)))
        let sku = try SKU(key == "A" ? "T" : key)
        #expect(
            try keys.shop.rejection(of: ChangeSKU(productID: .numbered(9), sku: sku))
                == .unknownProduct(.numbered(9)))
    }
}
