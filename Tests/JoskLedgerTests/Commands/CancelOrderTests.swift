import Testing

@testable import JoskLedger

@Suite("CancelOrder")
struct CancelOrderTests {
    /// A shop with an order of 5 tea at 450, 2 mugs at 800 and 1 more tea at 400: 4,250 in total.
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
            let lines: [PurchaseLine] = [
                .init(tea, quantity: 5), .init(mug, quantity: 2),
                .init(tea, quantity: 1, unitPrice: .pence(400)),
            ]
            order = try shop.accept(Purchase(by: ada, lines)).orderID
        }
    }

    @Test("A cancelled order is wholly refunded at the paid prices, and its goods are restocked")
    func accepted() throws {
        var sold = try Sold()
        let before = try #require(sold.shop.accounts[sold.ada])
        let receipt = try sold.shop.accept(CancelOrder(of: sold.order))
        let id = Refund.ID(orderID: sold.order, number: 1)
        #expect(
            receipt
                == RefundReceipt(
                    refundID: id, total: .pence(4_250), entry: sold.shop.posted(sold.ada, 3),
                    balance: .pence(0),
                    refundedAt: sold.shop.now))
        let journal = try #require(sold.shop.history.journal.last)
        #expect(journal.kind == "cancel-order")
        let (tea, mug) = (sold.tea, sold.mug)
        #expect(
            sold.shop.orders[sold.order]?.refunds == [
                Refund(
                    id: id, customerID: sold.ada,
                    lines: [
                        .init(
                            lineNumber: 1, productID: tea, quantity: 5, amount: .pence(2_250),
                            isRestocked: true),
                        .init(
                            lineNumber: 2, productID: mug, quantity: 2, amount: .pence(1_600),
                            isRestocked: true),
                        .init(
                            lineNumber: 3, productID: tea, quantity: 1, amount: .pence(400),
                            isRestocked: true),
                    ],
                    total: .pence(4_250), refundedAt: sold.shop.now, commandID: journal.id)
            ])
        let content = try #require(sold.shop.history.refunds.last).contentHash(in: sold.shop.id)
        #expect(
            sold.shop.accounts[sold.ada]?.lastEntry
                == LedgerEntry(
                    in: sold.shop.id, customerID: sold.ada, sequence: 3,
                    kind: .refund(id, contentHash: content),
                    amount: .pence(-4_250), balance: .pence(0), creditLimit: .pence(10_000),
                    recordedAt: sold.shop.now, commandID: journal.id,
                    previousHash: before.lastEntry.hash))
        let returns = sold.shop.history.movements.filter { $0.kind == .return(id) }
        #expect(returns.map(\.productID) == [tea, mug])
        #expect(returns.map(\.quantity) == [6, 2])
        #expect(returns.map(\.stock) == [10, 10])
        #expect(Facts(of: sold.shop).audit().violations.isEmpty)
    }

    @Test("A cancellation without restocking leaves the stock unchanged")
    func withoutRestock() throws {
        var sold = try Sold()
        let changes = try sold.shop.changes(of: CancelOrder(of: sold.order, restock: false))
        #expect(changes.movements.isEmpty)
        #expect(changes.refunds.first?.lines.map(\.isRestocked) == [false, false, false])
        _ = try sold.shop.accept(CancelOrder(of: sold.order, restock: false))
        #expect(sold.shop.items[sold.tea]?.stock == 4)
        #expect(sold.shop.items[sold.mug]?.stock == 8)
        #expect(sold.shop.accounts[sold.ada]?.balance == .pence(0))
    }

    @Test("A cancellation after partial refunds refunds the rest of each line and omits finished lines")
    func rest() throws {
        var sold = try Sold()
        let two: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 1), .init(lineNumber: 2, quantity: 2, restock: false),
        ]
        _ = try sold.shop.accept(RefundOrder(of: sold.order, two))
        _ = try sold.shop.accept(RefundOrder(of: sold.order, [.init(lineNumber: 1, quantity: 1)]))
        let receipt = try sold.shop.accept(CancelOrder(of: sold.order))
        #expect(receipt.refundID.number == 3)
        #expect(receipt.total == .pence(3 * 450 + 400))
        #expect(receipt.balance == .pence(0))
        let refund = try #require(sold.shop.history.refunds.last)
        #expect(refund.lines.map(\.lineNumber) == [1, 3])
        #expect(refund.lines.map(\.quantity) == [3, 1])
        #expect(sold.shop.orders[sold.order]?.refundedQuantities == [5, 2, 1])
        #expect(sold.shop.items[sold.tea]?.stock == 10)
        #expect(sold.shop.items[sold.mug]?.stock == 8)
    }

    @Test("A cancelled or wholly refunded order cannot be cancelled or refunded again")
    func twice() throws {
        var sold = try Sold()
        var refunded = sold.shop
        let all: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 5), .init(lineNumber: 2, quantity: 2),
            .init(lineNumber: 3, quantity: 1),
        ]
        _ = try refunded.accept(RefundOrder(of: sold.order, all))
        #expect(try refunded.rejection(of: CancelOrder(of: sold.order)) == .nothingRemaining)
        _ = try sold.shop.accept(CancelOrder(of: sold.order))
        #expect(try sold.shop.rejection(of: CancelOrder(of: sold.order)) == .nothingRemaining)
        #expect(try sold.shop.rejection(of: CancelOrder(of: sold.order, restock: false)) == .nothingRemaining)
        #expect(
            try sold.shop.rejection(of: RefundOrder(of: sold.order, [.init(lineNumber: 3, quantity: 1)]))
                == .exceedsRemaining([.init(lineNumber: 3, requested: 1, remaining: 0)]))
    }

    @Test("A free order can be cancelled once, without a ledger entry")
    func free() throws {
        var sold = try Sold()
        let leaflet = try sold.shop.addProduct(price: 0, stock: 9)
        let order = try sold.shop.sell(leaflet, 4, to: sold.ada)
        let entry = sold.shop.accounts[sold.ada]?.lastEntry
        let receipt = try sold.shop.accept(CancelOrder(of: order))
        #expect(receipt.total == .pence(0))
        #expect(receipt.entry == nil)
        #expect(receipt.balance == .pence(4_250))
        #expect(sold.shop.accounts[sold.ada]?.lastEntry == entry)
        #expect(sold.shop.items[leaflet]?.stock == 9)
        #expect(try sold.shop.rejection(of: CancelOrder(of: order)) == .nothingRemaining)
    }

    @Test("A customer who has paid for an order is in credit after its cancellation")
    func inCredit() throws {
        var sold = try Sold()
        _ = try sold.shop.accept(RecordPayment(by: sold.ada, .pence(4_250)))
        #expect(try sold.shop.accept(CancelOrder(of: sold.order)).balance == .pence(-4_250))
    }

    @Test("A cancellation of an unknown order is rejected with the identifier")
    func unknown() throws {
        let sold = try Sold()
        #expect(
            try sold.shop.rejection(of: CancelOrder(of: .numbered(9))) == .unknownOrder(.numbered(9)))
    }

    @Test("A cancellation may bring the balance to exactly -10^15, and no minor unit further")
    func balanceBound() throws {
        var sold = try Sold()
        try sold.shop.restate(sold.ada, balance: -.quadrillion + 4_249)
        #expect(
            try sold.shop.rejection(of: CancelOrder(of: sold.order))
                == .outOfBounds(.balance(-.quadrillion - 1)))
        try sold.shop.restate(sold.ada, balance: -.quadrillion + 4_250)
        #expect(try sold.shop.accept(CancelOrder(of: sold.order)).balance == .pence(-.quadrillion))
    }

    @Test("A cancellation may fill the stock to exactly 10^15, and no unit further")
    func stockBound() throws {
        var sold = try Sold()
        sold.shop.restock(sold.tea, to: .quadrillion - 5)
        #expect(
            try sold.shop.rejection(of: CancelOrder(of: sold.order))
                == .outOfBounds(LimitViolation(.stock, .quadrillion + 1, allowed: 0...Int64.quadrillion)))
        #expect(throws: Never.self) {
            try sold.shop.changes(of: CancelOrder(of: sold.order, restock: false))
        }
        sold.shop.restock(sold.tea, to: .quadrillion - 6)
        _ = try sold.shop.accept(CancelOrder(of: sold.order))
        #expect(sold.shop.items[sold.tea]?.stock == .quadrillion)
    }

    @Test("An order of 10,000 lines can be cancelled at once")
    func mostLines() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 10_000)
        let tea = try shop.addProduct(price: 1, stock: 10_000)
        let lines = [PurchaseLine](repeating: .init(tea, quantity: 1), count: 10_000)
        let order = try shop.accept(Purchase(by: ada, lines)).orderID
        #expect(try shop.accept(CancelOrder(of: order)).total == .pence(10_000))
        #expect(shop.items[tea]?.stock == 10_000)
    }

    @Test("A purchase and its cancellation fit in one transaction")
    func inOneTransaction() throws {
        let sold = try Sold()
        let lines = [PurchaseLine(sold.tea, quantity: 4)]
        let purchase = Request(Purchase(by: sold.ada, lines, orderID: .numbered(7)))
        let cancel = Request(CancelOrder(of: .numbered(7)))
        let again = Request(CancelOrder(of: .numbered(7)))
        var state = sold.shop.state(ofAll: purchase.footprint, cancel.footprint, again.footprint)
        #expect(state.run(cancel) == .failure(.rejected(.unknownOrder(.numbered(7)))))
        _ = try state.run(purchase).get()
        #expect(try state.run(cancel).get().balance == .pence(4_250))
        #expect(state.run(again) == .failure(.rejected(.nothingRemaining)))
        #expect(state.product(sold.tea)?.stock == 4)
    }
}
