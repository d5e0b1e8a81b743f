import Testing

@testable import JoskLedger

@Suite("ReceiveGoods")
struct ReceiveGoodsTests {
    @Test("Received goods are added to the stock with the application's reference")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        let receipt = try shop.accept(ReceiveGoods(of: tea, 24, reference: "DN-1"))
        let movement = try #require(shop.history.movements.last)
        #expect(
            movement
                == StockMovement(
                    productID: tea, sequence: 2, kind: .receipt("DN-1"), quantity: 24, stock: 34,
                    movedAt: shop.now, commandID: try #require(shop.history.journal.last).id))
        #expect(receipt == StockMovementReceipt(of: movement))
        #expect(receipt.stock == 34)
        #expect(shop.items[tea]?.stock == 34)
    }

    @Test("The reference of a delivery may be repeated and may be missing")
    func references() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        for reference in ["DN-1", "DN-1", nil] as [DeliveryReference?] {
            _ = try shop.accept(ReceiveGoods(of: tea, 1, reference: reference))
        }
        #expect(shop.items[tea]?.stock == 3)
        #expect(shop.history.movements.map(\.kind) == [.receipt("DN-1"), .receipt("DN-1"), .receipt(nil)])
    }

    @Test("A receipt of goods of an unknown product is rejected with the identifier")
    func unknownProduct() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: ReceiveGoods(of: .numbered(9), 1)) == .unknownProduct(.numbered(9)))
    }

    @Test(
        "A receipt of goods with a quantity out of bounds is rejected with the number",
        arguments: [0, -1, Int64.trillion + 1, .min, .max])
    func quantityOutOfBounds(quantity: Int64) throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        let violation = LimitViolation(.quantity, quantity, allowed: 1...Int64.trillion)
        #expect(try shop.rejection(of: ReceiveGoods(of: tea, quantity)) == .outOfBounds(violation))
    }

    @Test("A receipt of goods may be of 10^12 units")
    func quantityInBounds() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        #expect(try shop.accept(ReceiveGoods(of: tea, .trillion)).stock == .trillion)
    }

    @Test("A receipt of goods may bring the stock to exactly 10^15, and no unit further")
    func stockBound() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        shop.restock(tea, to: .quadrillion - 5)
        let violation = LimitViolation(.stock, .quadrillion + 1, allowed: 0...Int64.quadrillion)
        #expect(try shop.rejection(of: ReceiveGoods(of: tea, 6)) == .outOfBounds(violation))
        #expect(try shop.accept(ReceiveGoods(of: tea, 5)).stock == .quadrillion)
    }

    @Test("Goods of an inactive product can be received")
    func inactive() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        shop.deactivate(tea)
        #expect(try shop.accept(ReceiveGoods(of: tea, 1)).stock == 11)
    }
}
