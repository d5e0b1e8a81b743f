import Testing

@testable import JoskLedger

@Suite("Purchase")
struct PurchaseTests {
    @Test("A purchase makes the order, takes the stock and charges the ledger")
    func accepted() throws {
        var shop = try StorelessShop.open(paymentTerms: .days(30))
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let mug = try shop.addProduct(price: 800, stock: 5)
        let command = Purchase(
            by: ada, [.init(tea, quantity: 2), .init(mug, quantity: 1)], orderID: .numbered(0xAA),
            reference: "INV-1", expecting: .pence(1_700))
        let receipt = try shop.accept(command)
        let due = try CalendarDate.iso("2026-01-31")
        #expect(
            receipt
                == PurchaseReceipt(
                    orderID: .numbered(0xAA), orderNumber: 1, total: .pence(1_700),
                    charge: .init(entry: shop.posted(ada, 2), dueDate: due), balance: .pence(1_700),
                    availableCredit: .pence(8_300), placedAt: shop.now))
        let commandID = try #require(shop.history.journal.last).id
        let lines = [
            OrderLine(productID: tea, quantity: 2, unitPrice: .pence(450), amount: .pence(900)),
            OrderLine(productID: mug, quantity: 1, unitPrice: .pence(800), amount: .pence(800)),
        ]
        #expect(
            shop.history.orders == [
                Order(
                    id: .numbered(0xAA), customerID: ada, number: 1, reference: "INV-1", lines: lines,
                    total: .pence(1_700), placedAt: shop.now, commandID: commandID)
            ])
        let entry = try #require(shop.accounts[ada]).lastEntry
        let content = try #require(shop.history.orders.last).contentHash(in: shop.id)
        #expect(entry.kind == .charge(.numbered(0xAA), contentHash: content, due: due))
        #expect(entry.amount == .pence(1_700))
        #expect(entry.balance == .pence(1_700))
        #expect(entry.creditLimit == .pence(10_000))
        #expect(entry.commandID == commandID)
        #expect(
            shop.history.movements.suffix(2) == [
                StockMovement(
                    productID: tea, sequence: 2, kind: .sale(.numbered(0xAA)), quantity: -2, stock: 8,
                    movedAt: shop.now, commandID: commandID),
                StockMovement(
                    productID: mug, sequence: 2, kind: .sale(.numbered(0xAA)), quantity: -1, stock: 4,
                    movedAt: shop.now, commandID: commandID),
            ])
    }

    @Test("A negotiated price applies to its line and leaves the product's price unchanged")
    func negotiatedPrice() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let lines = [PurchaseLine(tea, quantity: 2, unitPrice: .pence(400)), .init(tea, quantity: 1)]
        let receipt = try shop.accept(Purchase(by: ada, lines))
        #expect(receipt.total == .pence(1_250))
        #expect(shop.orders[receipt.orderID]?.order.lines.map(\.unitPrice) == [.pence(400), .pence(450)])
        #expect(shop.items[tea]?.product.price == .pence(450))
    }

    @Test("An order keeps the paid price when the product's price changes")
    func priceIsCopied() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let first = try shop.sell(tea, 1, to: ada)
        shop.reprice(tea, to: 500)
        let second = try shop.sell(tea, 1, to: ada)
        #expect(shop.orders[first]?.order.total == .pence(450))
        #expect(shop.orders[second]?.order.total == .pence(500))
    }

    @Test("A customer's orders are numbered from one without gaps")
    func orderNumbers() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let bob = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        var numbers: [Int64] = []
        for customer in [ada, bob, ada, ada] {
            numbers.append(try shop.accept(Purchase(by: customer, [.init(tea, quantity: 1)])).orderNumber)
        }
        #expect(numbers == [1, 1, 2, 3])
    }

    @Test("A free purchase makes an order and takes stock without a ledger entry")
    func zeroTotal() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let leaflet = try shop.addProduct(price: 0, stock: 10)
        let receipt = try shop.accept(Purchase(by: ada, [.init(leaflet, quantity: 3)]))
        #expect(receipt.charge == nil)
        #expect(receipt.total == .pence(0))
        #expect(receipt.balance == .pence(0))
        #expect(receipt.orderNumber == 1)
        #expect(shop.items[leaflet]?.stock == 7)
        #expect(shop.accounts[ada]?.lastEntry.sequence == 1)
        #expect(shop.accounts[ada]?.orderCount == 1)
    }

    @Test("A free purchase needs no credit, even if the customer owes more than the limit")
    func zeroTotalBeyondLimit() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 100)
        try shop.restate(ada, balance: 500)
        let leaflet = try shop.addProduct(price: 0, stock: 10)
        let receipt = try shop.accept(Purchase(by: ada, [.init(leaflet, quantity: 1)]))
        #expect(receipt.balance == .pence(500))
        #expect(receipt.availableCredit == .pence(-400))
    }

    @Test("A purchase with a correct expected total is accepted")
    func expectedTotal() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 450, stock: 10)
        let lines = [PurchaseLine(tea, quantity: 2)]
        #expect(try shop.accept(Purchase(by: ada, lines, expecting: .pence(900))).total == .pence(900))
    }
}
