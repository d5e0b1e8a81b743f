import Testing

@testable import JoskLedger

@Suite("AdjustStock")
struct AdjustStockTests {
    @Test("A stock adjustment moves the stock by its quantity and records its reason")
    func accepted() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        let receipt = try shop.accept(AdjustStock(of: tea, by: -3, reason: "broken"))
        let movement = try #require(shop.history.movements.last)
        #expect(
            movement
                == StockMovement(
                    productID: tea, sequence: 2, kind: .adjustment("broken"), quantity: -3, stock: 7,
                    movedAt: shop.now, commandID: try #require(shop.history.journal.last).id))
        #expect(receipt == StockMovementReceipt(of: movement))
        #expect(receipt.productID == tea)
        #expect(receipt.movementSequence == 2)
        #expect(receipt.quantity == -3)
        #expect(receipt.stock == 7)
        #expect(receipt.movedAt == shop.now)
        #expect(try shop.accept(AdjustStock(of: tea, by: 5)).stock == 12)
    }

    @Test("A stock adjustment may bring the stock to exactly zero")
    func emptied() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        #expect(try shop.accept(AdjustStock(of: tea, by: -10)).stock == 0)
    }

    @Test("A stock adjustment below zero is rejected with the requested and the available quantity")
    func insufficientStock() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        #expect(
            try shop.rejection(of: AdjustStock(of: tea, by: -11))
                == .insufficientStock(requested: 11, available: 10))
        #expect(
            try shop.rejection(of: AdjustStock(of: tea, by: -Int64.trillion))
                == .insufficientStock(requested: .trillion, available: 10))
    }

    @Test("A stock adjustment of zero is rejected")
    func zeroQuantity() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        #expect(try shop.rejection(of: AdjustStock(of: tea, by: 0)) == .zeroQuantity)
    }

    @Test("A stock adjustment of an unknown product is rejected with the identifier")
    func unknownProduct() throws {
        let shop = try StorelessShop.open()
        #expect(
            try shop.rejection(of: AdjustStock(of: .numbered(9), by: 1)) == .unknownProduct(.numbered(9)))
    }

    @Test(
        "A stock adjustment out of bounds is rejected with the number",
        arguments: [Int64.trillion + 1, -Int64.trillion - 1, .min, .max])
    func quantityOutOfBounds(quantity: Int64) throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        let violation = LimitViolation(.quantity, quantity, allowed: -Int64.trillion...Int64.trillion)
        #expect(try shop.rejection(of: AdjustStock(of: tea, by: quantity)) == .outOfBounds(violation))
    }

    @Test("A stock adjustment may be exactly 10^12, up or down")
    func quantityInBounds() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        #expect(try shop.accept(AdjustStock(of: tea, by: .trillion)).stock == .trillion)
        #expect(try shop.accept(AdjustStock(of: tea, by: -Int64.trillion)).stock == 0)
    }

    @Test("A stock adjustment may bring the stock to exactly 10^15, and no unit further")
    func stockBound() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1)
        shop.restock(tea, to: .quadrillion - 5)
        let violation = LimitViolation(.stock, .quadrillion + 1, allowed: 0...Int64.quadrillion)
        #expect(try shop.rejection(of: AdjustStock(of: tea, by: 6)) == .outOfBounds(violation))
        #expect(try shop.accept(AdjustStock(of: tea, by: 5)).stock == .quadrillion)
    }

    @Test("The stock of an inactive product can be adjusted")
    func inactive() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 10)
        shop.deactivate(tea)
        #expect(try shop.accept(AdjustStock(of: tea, by: -1)).stock == 9)
    }
}
