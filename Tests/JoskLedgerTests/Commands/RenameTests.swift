import Testing

@testable import JoskLedger

@Suite("RenameCustomer and RenameProduct")
struct RenameTests {
    @Test("A renaming of a customer changes the name and nothing else")
    func customer() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000, reference: "A-1", paymentTerms: .days(7))
        let before = try #require(shop.accounts[ada])
        let command = RenameCustomer(customerID: ada, name: "Ada Lovelace")
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["rename-customer"])
        #expect(try shop.accept(command) == CustomerChangeReceipt(customerID: ada, changedAt: shop.now))
        var after = before
        after.customer.name = "Ada Lovelace"
        #expect(shop.accounts[ada] == after)
    }

    @Test("A renaming of a product changes the name and nothing else")
    func product() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450, stock: 5)
        let before = try #require(shop.items[tea])
        let command = RenameProduct(productID: tea, name: "Green tea")
        let changes = try shop.changes(of: command)
        #expect(changes.count == 2)
        #expect(changes.journal.map(\.kind) == ["rename-product"])
        #expect(try shop.accept(command) == ProductChangeReceipt(productID: tea, changedAt: shop.now))
        var after = before
        after.product.name = "Green tea"
        #expect(shop.items[tea] == after)
    }

    @Test("Several customers may have one name, and a customer's name may be set again")
    func sameName() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1)
        let bob = try shop.addCustomer(limit: 1)
        for customer in [ada, bob, ada] {
            _ = try shop.accept(RenameCustomer(customerID: customer, name: "Same"))
        }
        #expect(shop.accounts.values.map(\.customer.name) == ["Same", "Same"])
    }

    @Test("A renaming of an unknown customer or product is rejected with the identifier")
    func unknown() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: RenameCustomer(customerID: .numbered(9), name: "Eve"))
                == .unknownCustomer(.numbered(9)))
        #expect(
            try shop.rejection(of: RenameProduct(productID: .numbered(9), name: "Nothing"))
                == .unknownProduct(.numbered(9)))
    }
}
