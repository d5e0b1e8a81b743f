import Testing

@testable import JoskLedger

@Suite("AddProduct")
struct AddProductTests {
    @Test("A new product has its stock from a receipt of goods")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let command = AddProduct(price: .pence(450), stock: 100, sku: "TEA-1", name: "Tea", id: .numbered(7))
        let receipt = try shop.accept(command)
        #expect(receipt == AddProductReceipt(id: .numbered(7), stock: 100, addedAt: shop.now))
        let item = try #require(shop.items[.numbered(7)])
        #expect(
            item.product
                == Product(
                    id: .numbered(7), sku: "TEA-1", name: "Tea", price: .pence(450), isActive: true,
                    addedAt: shop.now))
        #expect(item.stock == 100)
        #expect(
            shop.history.movements == [
                StockMovement(
                    productID: .numbered(7), sequence: 1, kind: .receipt(nil), quantity: 100, stock: 100,
                    movedAt: shop.now, commandID: try #require(shop.history.journal.last).id)
            ])
    }

    @Test("A product added without stock has no movement")
    func withoutStock() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 450)
        #expect(shop.items[tea]?.stock == 0)
        #expect(shop.items[tea]?.movementCount == 0)
        #expect(shop.history.movements.isEmpty)
    }

    @Test("Adding a product with an existing identifier is rejected")
    func alreadyExists() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        let again = AddProduct(price: .pence(1), sku: "NEW", id: tea)
        #expect(try shop.rejection(of: again) == .alreadyExists(tea))
    }

    @Test("Adding a product with a taken SKU is rejected with the product that has it")
    func skuTaken() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.accept(AddProduct(price: .pence(1), sku: "TEA-1")).id
        #expect(
            try shop.rejection(of: AddProduct(price: .pence(1), sku: "TEA-1")) == .skuTaken("TEA-1", by: tea))
    }

    @Test("SKUs that look the same but differ in their bytes are two SKUs")
    func composedAndDecomposed() throws {
        var shop = try StorelessShop.open()
        _ = try shop.accept(AddProduct(price: .pence(1), sku: "caf\u{E9}"))
        _ = try shop.accept(AddProduct(price: .pence(1), sku: "cafe\u{301}"))
        #expect(shop.items.count == 2)
    }

    @Test("Adding a product with a price in another currency is rejected with both currencies")
    func currency() throws {
        let shop = try StorelessShop.open(.gbp)
        let mismatch = CurrencyMismatch(expected: .gbp, given: .jpy)
        #expect(try shop.rejection(of: AddProduct(price: .jpy(minorUnits: 1))) == .currencyMismatch(mismatch))
    }

    @Test("A new product's price may be 0 or 10^15", arguments: [0, Int64.quadrillion])
    func priceInBounds(price: Int64) throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: price)
        #expect(shop.items[tea]?.product.price == .pence(price))
    }

    @Test(
        "Adding a product with a price out of bounds is rejected with the number",
        arguments: [-1, Int64.quadrillion + 1, .min, .max])
    func priceOutOfBounds(price: Int64) throws {
        let violation = LimitViolation(.price, price, allowed: 0...Int64.quadrillion)
        #expect(
            try StorelessShop.open().rejection(of: AddProduct(price: .pence(price)))
                == .outOfBounds(violation))
    }

    @Test("A new product's stock may be 10^12")
    func stockInBounds() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: .trillion)
        #expect(shop.items[tea]?.stock == .trillion)
    }

    @Test(
        "Adding a product with a stock out of bounds is rejected with the number",
        arguments: [-1, Int64.trillion + 1, .min, .max])
    func stockOutOfBounds(stock: Int64) throws {
        let violation = LimitViolation(.quantity, stock, allowed: 0...Int64.trillion)
        let command = AddProduct(price: .pence(1), stock: stock)
        #expect(try StorelessShop.open().rejection(of: command) == .outOfBounds(violation))
    }
}
