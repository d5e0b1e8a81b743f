import Testing

@testable import JoskLedger

@Suite("RefundOrder")
struct RefundOrderTests {
    /// A shop with an order of 5 tea at 450 and 2 mugs at 800: 3,850 in total.
    private struct Sold {
        var shop: StorelessShop
        let ada: Customer.ID
        let tea: Product.ID
        let mug: Product.ID
        let order: Order.ID

        init() throws {
            shop = try StorelessShop.open()
            ada = try shop.addCustomer(limit: 10_000)
            tea = try shop.addProduct(price: 450, stock: 10)
            mug = try shop.addProduct(price: 800, stock: 10)
            let lines: [PurchaseLine] = [.init(tea, quantity: 5), .init(mug, quantity: 2)]
            order = try shop.accept(Purchase(by: ada, lines)).orderID
        }
    }

    @Test("A refund returns the goods and lowers the balance by the paid price")
    func accepted() throws {
        var sold = try Sold()
        let lines: [RefundRequestLine] = [
            .init(lineNumber: 2, quantity: 1), .init(lineNumber: 1, quantity: 3),
        ]
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, lines))
        let id = Refund.ID(orderID: sold.order, number: 1)
        #expect(
            receipt
                == RefundReceipt(
                    refundID: id, total: .pence(2_150), entry: sold.shop.posted(sold.ada, 3),
                    balance: .pence(1_700),
                    refundedAt: sold.shop.now))
        let commandID = try #require(sold.shop.history.journal.last).id
        #expect(
            sold.shop.history.refunds == [
                Refund(
                    id: id, customerID: sold.ada,
                    lines: [
                        .init(
                            lineNumber: 2, productID: sold.mug, quantity: 1, amount: .pence(800),
                            isRestocked: true),
                        .init(
                            lineNumber: 1, productID: sold.tea, quantity: 3, amount: .pence(1_350),
                            isRestocked: true),
                    ],
                    total: .pence(2_150), refundedAt: sold.shop.now, commandID: commandID)
            ])
        let entry = try #require(sold.shop.accounts[sold.ada]).lastEntry
        let content = try #require(sold.shop.history.refunds.last).contentHash(in: sold.shop.id)
        #expect(entry.kind == .refund(id, contentHash: content))
        #expect(entry.amount == .pence(-2_150))
        #expect(entry.balance == .pence(1_700))
        #expect(
            sold.shop.history.movements.suffix(2) == [
                StockMovement(
                    productID: sold.mug, sequence: 3, kind: .return(id), quantity: 1, stock: 9,
                    movedAt: sold.shop.now, commandID: commandID),
                StockMovement(
                    productID: sold.tea, sequence: 3, kind: .return(id), quantity: 3, stock: 8,
                    movedAt: sold.shop.now, commandID: commandID),
            ])
    }

    @Test("A refund uses the paid price, not the product's present price")
    func pricePaid() throws {
        var sold = try Sold()
        sold.shop.reprice(sold.tea, to: 9_999)
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
        #expect(receipt.total == .pence(450))
    }

    @Test("A refund restocks goods or not, as the caller requests, even within one line")
    func restockOrNot() throws {
        var sold = try Sold()
        let lines: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 3, restock: false),
            .init(lineNumber: 1, quantity: 2, restock: true),
            .init(lineNumber: 2, quantity: 2, restock: false),
        ]
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, lines))
        #expect(receipt.total == .pence(3_850))
        #expect(sold.shop.items[sold.tea]?.stock == 7)
        #expect(sold.shop.items[sold.mug]?.stock == 8)
        #expect(sold.shop.history.movements.filter { $0.kind == .return(receipt.refundID) }.count == 1)
        #expect(sold.shop.history.refunds.last?.lines.map(\.isRestocked) == [false, true, false])
    }

    @Test("The units of one product that two refund lines return are one movement")
    func oneMovement() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        let bought: [PurchaseLine] = [.init(tea, quantity: 3), .init(tea, quantity: 4)]
        let order = try shop.accept(Purchase(by: ada, bought)).orderID
        let lines: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 3), .init(lineNumber: 2, quantity: 4),
        ]
        let refund = try shop.accept(RefundOrder(of: order, lines)).refundID
        let returns = shop.history.movements.filter { $0.kind == .return(refund) }
        #expect(returns.map(\.quantity) == [7])
        #expect(shop.items[tea]?.stock == 10)
    }

    @Test("An order may be refunded in parts until nothing is left")
    func inParts() throws {
        var sold = try Sold()
        for number in 1...5 {
            let receipt = try sold.shop.accept(
                RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
            #expect(receipt.refundID.number == Int64(number))
        }
        #expect(sold.shop.orders[sold.order]?.refundedQuantities == [5, 0])
        #expect(sold.shop.items[sold.tea]?.stock == 10)
        #expect(sold.shop.accounts[sold.ada]?.balance == .pence(1_600))
        #expect(
            try sold.shop.rejection(of: RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
                == .exceedsRemaining([.init(lineNumber: 1, requested: 1, remaining: 0)]))
    }

    @Test("A free order is refunded without a ledger entry")
    func zeroTotal() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let leaflet = try shop.addProduct(price: 0, stock: 10)
        let order = try shop.sell(leaflet, 3, to: ada)
        let receipt = try shop.accept(RefundOrder(of: order, [.init(lineNumber: 1, quantity: 3)]))
        #expect(receipt.entry == nil)
        #expect(receipt.total == .pence(0))
        #expect(shop.accounts[ada]?.lastEntry.sequence == 1)
        #expect(shop.items[leaflet]?.stock == 10)
        #expect(shop.orders[order]?.refunds.count == 1)
    }

    @Test("A refund may leave the customer in credit")
    func inCredit() throws {
        var sold = try Sold()
        _ = try sold.shop.accept(RecordPayment(by: sold.ada, .pence(3_850)))
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 5)]))
        #expect(receipt.balance == .pence(-2_250))
    }

    @Test("An order of an inactive customer and an inactive product can be refunded")
    func inactive() throws {
        var sold = try Sold()
        sold.shop.deactivate(sold.ada)
        sold.shop.deactivate(sold.tea)
        let receipt = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 5)]))
        #expect(receipt.total == .pence(2_250))
        #expect(sold.shop.items[sold.tea]?.stock == 10)
    }
}
