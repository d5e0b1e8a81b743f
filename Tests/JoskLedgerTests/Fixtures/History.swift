@testable import JoskLedger

/// A small healthy history with facts of every kind, and the names by which tests refer to them.
///
///     Ada   1 opened   2 charge 3,850   3 payment 1,000   4 refund 900   5 charge 450
///     Bob   1 opened   2 payment 200   3 payment 100
///     tea   1 receipt 50   2 sale 5   3 return 1   4 adjusted -3   5 sale 1   6 adjusted 2
///     mug   1 receipt 20   2 sale 2   leaflet 1 receipt 9   2 sale 3
struct History {
    var facts: Facts
    let ada: Customer.ID
    let bob: Customer.ID
    let tea: Product.ID
    let mug: Product.ID
    let leaflet: Product.ID
    /// Ada's first order: 4 tea and 1 more of it at 450, 2 mugs at 800.
    let first: Order.ID
    /// Ada's second order: 3 leaflets that cost nothing.
    let free: Order.ID
    /// Ada's third order: 1 tea.
    let last: Order.ID
    /// The refund of 2 tea of the first order, of which one went back to stock.
    let refund: Refund.ID

    init() throws {
        var shop = try StorelessShop.open()
        ada = try shop.addCustomer(limit: 10_000)
        bob = try shop.addCustomer(limit: 0)
        tea = try shop.addProduct(price: 450, stock: 50)
        mug = try shop.addProduct(price: 800, stock: 20)
        leaflet = try shop.addProduct(price: 0, stock: 9)
        func wait() { shop.now = Timestamp(microseconds: shop.now.microseconds + 60_000_000) }
        wait()
        let lines: [PurchaseLine] = [
            .init(tea, quantity: 4), .init(mug, quantity: 2), .init(tea, quantity: 1),
        ]
        first = try shop.accept(Purchase(by: ada, lines)).orderID
        wait()
        _ = try shop.accept(RecordPayment(by: ada, .pence(1_000)))
        free = try shop.sell(leaflet, 3, to: ada)
        wait()
        let back: [RefundRequestLine] = [
            .init(lineNumber: 1, quantity: 1), .init(lineNumber: 3, quantity: 1, restock: false),
        ]
        refund = try shop.accept(RefundOrder(of: first, back)).refundID
        _ = try shop.accept(AdjustStock(of: tea, by: -3))
        wait()
        last = try shop.sell(tea, 1, to: ada)
        // Two refunds without an entry and without a movement: the goods were free and are not restocked.
        for _ in 1...2 {
            _ = try shop.accept(RefundOrder(of: free, [.init(lineNumber: 1, quantity: 1, restock: false)]))
        }
        _ = try shop.accept(AdjustStock(of: tea, by: 2))
        for amount in [200, 100] as [Int64] { _ = try shop.accept(RecordPayment(by: bob, .pence(amount))) }
        wait()
        try Self.correct(&shop)
        facts = Facts(of: shop)
    }
}

extension History {
    /// Adds the other commands of a business, with customers and products of their own.
    private static func correct(_ shop: inout StorelessShop) throws {
        func wait() { shop.now = Timestamp(microseconds: shop.now.microseconds + 60_000_000) }
        let cleo = try shop.addCustomer(limit: 5_000, reference: "C-1", paymentTerms: .days(7))
        let dora = try shop.addCustomer(limit: 9_000)
        let pot = try shop.addProduct(price: 1_500, stock: 30)
        let cup = try shop.addProduct(price: 300)
        _ = try shop.accept(ReceiveGoods(of: cup, 40, reference: "D-1"), key: "goods-1")
        wait()
        _ = try shop.accept(
            AdjustBalance(
                of: dora, by: .pence(700), as: .openingBalance(due: .init(clampingDaysSince1970: 9))))
        let two = try shop.accept(
            Purchase(by: cleo, [.init(pot, quantity: 1), .init(cup, quantity: 2)], reference: "INV-1"),
            key: "till-1", metadata: try Metadata(["till": "1"])
        ).orderID
        let whole = try shop.accept(
            Purchase(by: dora, [.init(cup, quantity: 3), .init(pot, quantity: 2, unitPrice: .pence(1_400))])
        ).orderID
        wait()
        let part: [RefundRequestLine] = [
            .init(lineNumber: 2, quantity: 1), .init(lineNumber: 1, quantity: 1),
        ]
        _ = try shop.accept(RefundOrder(of: whole, part), key: "refund-1")
        let dry = [RefundRequestLine(lineNumber: 2, quantity: 1, restock: false)]
        _ = try shop.accept(RefundOrder(of: whole, dry))
        _ = try shop.accept(CancelOrder(of: two))
        wait()
        _ = try shop.accept(RecordPayment(by: dora, .pence(1_000), reference: "BANK-1"), key: "bank-1")
        let bounced = try shop.accept(RecordPayment(by: cleo, .pence(900), reference: "CHEQUE"))
        wait()
        _ = try shop.accept(ReversePayment(of: cleo, bounced.entry.sequence))
        _ = try shop.accept(RecordPayment(by: cleo, .pence(800)))
        wait()
        _ = try shop.accept(PayOut(to: cleo, .pence(300), reference: "BANK-2"))
        _ = try shop.accept(ChangeCreditLimit(customerID: cleo, creditLimit: .pence(2_000)))
        _ = try shop.accept(AdjustBalance(of: dora, by: .pence(-50), as: .goodwill))
        wait()
        _ = try shop.sell(cup, 4, to: cleo)
        _ = try shop.sell(cup, 1, to: dora)
        _ = try shop.accept(AdjustStock(of: pot, by: -1), key: "count-1")
        _ = try shop.accept(ReceiveGoods(of: pot, 5))
        // The clock goes back. The following facts keep the latest time until the clock has reached it again.
        shop.now = Timestamp(microseconds: shop.now.microseconds - 1_000_000)
        _ = try shop.sell(pot, 1, to: dora)
        wait()
        _ = try shop.accept(ChangePrice(productID: pot, price: .pence(1_600)))
        _ = try shop.accept(ChangeSKU(productID: pot, sku: "POT-2"))
        _ = try shop.accept(RenameProduct(productID: pot, name: "Teapot"))
        _ = try shop.accept(SetProductActivity(productID: pot, isActive: false))
        _ = try shop.accept(RenameCustomer(customerID: cleo, name: "Cleopatra"), key: "rename-1")
        _ = try shop.accept(ChangeCustomerReference(customerID: cleo, reference: nil))
        _ = try shop.accept(ChangePaymentTerms(customerID: cleo, paymentTerms: .days(14)))
        _ = try shop.accept(SetCustomerActivity(customerID: cleo, isActive: false))
        _ = try shop.accept(ChangeDefaultPaymentTerms(paymentTerms: .days(60)))
    }

    /// Changes one ledger entry outside any command, without its hash.
    mutating func edit(
        _ customer: Customer.ID, _ sequence: Int64, _ edit: (inout EditableEntry) -> Void
    ) {
        facts.entries = facts.entries.map {
            $0.customerID == customer && $0.sequence == sequence ? $0.altered(edit) : $0
        }
    }

    /// Changes one ledger entry and computes its hash again.
    mutating func forge(
        _ customer: Customer.ID, _ sequence: Int64, _ edit: (inout EditableEntry) -> Void
    ) {
        facts.entries = facts.entries.map {
            $0.customerID == customer && $0.sequence == sequence ? $0.forged(in: facts.businessID, edit) : $0
        }
    }

    /// Changes every entry of a ledger and computes the whole chain of hashes again.
    mutating func forgeAll(_ customer: Customer.ID, _ edit: (inout EditableEntry) -> Void) {
        var previous = ContentHash.zero
        facts.entries = facts.entries.map { entry in
            guard entry.customerID == customer else { return entry }
            let forged = entry.forged(in: facts.businessID) {
                edit(&$0)
                $0.previousHash = previous
            }
            previous = forged.hash
            return forged
        }
    }

    mutating func remove(_ customer: Customer.ID, _ sequence: Int64) {
        facts.entries.removeAll { $0.customerID == customer && $0.sequence == sequence }
    }

    mutating func edit(_ order: Order.ID, _ edit: (Order) -> Order) {
        facts.orders = facts.orders.map { $0.id == order ? edit($0) : $0 }
    }

    mutating func edit(_ refund: Refund.ID, _ edit: (Refund) -> Refund) {
        facts.refunds = facts.refunds.map { $0.id == refund ? edit($0) : $0 }
    }

    mutating func edit(_ product: Product.ID, _ sequence: Int64, _ edit: (StockMovement) -> StockMovement) {
        facts.movements = facts.movements.map {
            $0.productID == product && $0.sequence == sequence ? edit($0) : $0
        }
    }

    mutating func remove(_ product: Product.ID, _ sequence: Int64) {
        facts.movements.removeAll { $0.productID == product && $0.sequence == sequence }
    }

    mutating func edit(_ product: Product.ID, _ edit: (inout ProductStock) -> Void) {
        for index in facts.items.indices where facts.items[index].id == product { edit(&facts.items[index]) }
    }

    func entry(_ customer: Customer.ID, _ sequence: Int64) -> AuditViolation.Row {
        .ledgerEntry(customer, sequence: sequence)
    }

    func movement(_ product: Product.ID, _ sequence: Int64) -> AuditViolation.Row {
        .stockMovement(product, sequence: sequence)
    }
}
