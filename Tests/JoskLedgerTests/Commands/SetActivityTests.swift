import Testing

@testable import JoskLedger

@Suite("SetCustomerActivity and SetProductActivity")
struct SetActivityTests {
    @Test("A customer can be deactivated and activated, and nothing else changes")
    func customer() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000, reference: "A-1")
        let before = try #require(shop.accounts[ada])
        let command = SetCustomerActivity(customerID: ada, isActive: false)
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["set-customer-activity"])
        #expect(try shop.accept(command) == CustomerChangeReceipt(customerID: ada, changedAt: shop.now))
        var after = before
        after.customer.isActive = false
        #expect(shop.accounts[ada] == after)
        _ = try shop.accept(SetCustomerActivity(customerID: ada, isActive: true))
        #expect(shop.accounts[ada] == before)
    }

    @Test("A product can be deactivated and activated, and nothing else changes")
    func product() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450, stock: 5)
        let before = try #require(shop.items[tea])
        let command = SetProductActivity(productID: tea, isActive: false)
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["set-product-activity"])
        #expect(try shop.accept(command) == ProductChangeReceipt(productID: tea, changedAt: shop.now))
        var after = before
        after.product.isActive = false
        #expect(shop.items[tea] == after)
        _ = try shop.accept(SetProductActivity(productID: tea, isActive: true))
        #expect(shop.items[tea] == before)
    }

    @Test("A change to the present activity of a customer or product is accepted", arguments: [true, false])
    func again(isActive: Bool) throws {
        let sample = try Sample()
        var shop = sample.shop
        for _ in 1...2 {
            _ = try shop.accept(SetCustomerActivity(customerID: sample.ada, isActive: isActive))
            _ = try shop.accept(SetProductActivity(productID: sample.tea, isActive: isActive))
        }
        #expect(shop.accounts[sample.ada]?.customer.isActive == isActive)
        #expect(shop.items[sample.tea]?.product.isActive == isActive)
    }

    @Test("A deactivated customer cannot buy, not even free products, until activated")
    func customerBuys() throws {
        let sample = try Sample()
        var shop = sample.shop
        let leaflet = try shop.addProduct(price: 0, stock: 5)
        _ = try shop.accept(SetCustomerActivity(customerID: sample.ada, isActive: false))
        for product in [sample.tea, leaflet] {
            let purchase = Purchase(by: sample.ada, [.init(product, quantity: 1)])
            var expected = PurchaseRejection()
            expected.customerProblem = .inactive(sample.ada)
            #expect(try shop.rejection(of: purchase) == expected)
        }
        _ = try shop.accept(SetCustomerActivity(customerID: sample.ada, isActive: true))
        #expect(throws: Never.self) { try shop.changes(of: sample.purchase) }
    }

    @Test("A deactivated product is not sold until activated")
    func productSells() throws {
        let sample = try Sample()
        var shop = sample.shop
        _ = try shop.accept(SetProductActivity(productID: sample.tea, isActive: false))
        var expected = PurchaseRejection()
        expected.inactiveProducts = [sample.tea]
        let purchase = Purchase(by: sample.ada, [.init(sample.tea, quantity: 1)])
        #expect(try shop.rejection(of: purchase) == expected)
        _ = try shop.accept(SetProductActivity(productID: sample.tea, isActive: true))
        #expect(throws: Never.self) { try shop.changes(of: purchase) }
    }

    @Test("All commands but a purchase work for a deactivated customer and a deactivated product")
    func everythingElse() throws {
        let sample = try Sample()
        var shop = sample.shop
        _ = try shop.accept(SetCustomerActivity(customerID: sample.ada, isActive: false))
        _ = try shop.accept(SetProductActivity(productID: sample.tea, isActive: false))
        // Ada owes 2,250 for five tea.
        let first = try shop.accept(RecordPayment(by: sample.ada, .pence(3_000)))
        let second = try shop.accept(RecordPayment(by: sample.ada, .pence(1_000)))
        #expect(
            try shop.accept(ReversePayment(of: sample.ada, first.entry.sequence)).balance == .pence(1_250))
        let refund = RefundOrder(of: sample.order, [.init(lineNumber: 1, quantity: 1)])
        #expect(try shop.accept(refund).balance == .pence(800))
        #expect(try shop.accept(CancelOrder(of: sample.order)).balance == .pence(-1_000))
        #expect(try shop.accept(PayOut(to: sample.ada, .pence(400))).balance == .pence(-600))
        #expect(try shop.accept(AdjustBalance(of: sample.ada, by: .pence(100))).balance == .pence(-500))
        #expect(
            try shop.accept(ReversePayment(of: sample.ada, second.entry.sequence)).balance == .pence(500))
        _ = try shop.accept(ChangeCreditLimit(customerID: sample.ada, creditLimit: .pence(7)))
        _ = try shop.accept(ChangePaymentTerms(customerID: sample.ada, paymentTerms: .days(7)))
        _ = try shop.accept(ChangeCustomerReference(customerID: sample.ada, reference: "A-9"))
        _ = try shop.accept(RenameCustomer(customerID: sample.ada, name: "Eve"))
        #expect(try shop.accept(ReceiveGoods(of: sample.tea, 10)).stock == 110)
        #expect(try shop.accept(AdjustStock(of: sample.tea, by: -10)).stock == 100)
        _ = try shop.accept(ChangePrice(productID: sample.tea, price: .pence(1)))
        _ = try shop.accept(ChangeSKU(productID: sample.tea, sku: "T-9"))
        _ = try shop.accept(RenameProduct(productID: sample.tea, name: "Old tea"))
        // None of these commands has activated the customer or the product.
        #expect(shop.accounts[sample.ada]?.customer.isActive == false)
        #expect(shop.items[sample.tea]?.product.isActive == false)
        #expect(Facts(of: shop).audit().violations.isEmpty)
    }

    @Test(
        "A change of the activity of an unknown customer or product is rejected with the identifier",
        arguments: [true, false])
    func unknown(isActive: Bool) throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: SetCustomerActivity(customerID: .numbered(9), isActive: isActive))
                == .unknownCustomer(.numbered(9)))
        #expect(
            try shop.rejection(of: SetProductActivity(productID: .numbered(9), isActive: isActive))
                == .unknownProduct(.numbered(9)))
    }
}
