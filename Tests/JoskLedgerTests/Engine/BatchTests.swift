import Testing

@testable import JoskLedger

@Suite("Several commands in one transaction")
struct BatchTests {
    /// Returns one state for the union of footprints, as a batch has it.
    private func state(of shop: StorelessShop, for footprints: Footprint...) -> TransactionState {
        shop.state(of: footprints.reduce(into: Footprint()) { $0.formUnion($1) })
    }

    private func request<C: Command>(_ command: C, key: IdempotencyKey? = nil) -> Request<C> {
        Request(command, key: key, metadata: .empty)
    }

    @Test("A purchase sees the stock, balance and order number after an earlier one of its transaction")
    func secondSeesFirst() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 100, stock: 10)
        let first = request(Purchase(by: ada, [.init(tea, quantity: 6)]))
        let second = request(Purchase(by: ada, [.init(tea, quantity: 5)]))
        let third = request(Purchase(by: ada, [.init(tea, quantity: 4)]))
        var state = state(of: shop, for: first.footprint, second.footprint, third.footprint)

        #expect(try state.run(first).get().balance == .pence(600))
        guard case .failure(.rejected(let why)) = state.run(second) else {
            Issue.record("a purchase beyond the stock was accepted")
            return
        }
        #expect(why.shortages.map(\.available) == [4])
        #expect(why.credit?.available == .pence(400))
        let receipt = try state.run(third).get()
        #expect(receipt.balance == .pence(1_000))
        #expect(receipt.orderNumber == 2)
        #expect(receipt.charge?.entry.sequence == 3)
        #expect(state.product(tea)?.stock == 0)
        #expect(state.customer(ada)?.orderCount == 2)
    }

    @Test("A command sees the references, SKUs and identifiers that earlier ones of its transaction took")
    func keysTaken() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 1, stock: 10)
        let customer = request(AddCustomer(limit: .pence(1), id: .numbered(50), reference: "R"))
        let sameReference = request(AddCustomer(limit: .pence(1), reference: "R"))
        let sameCustomer = request(AddCustomer(limit: .pence(1), id: .numbered(50)))
        let product = request(AddProduct(price: .pence(1), sku: "S", id: .numbered(60)))
        let sameSKU = request(AddProduct(price: .pence(1), sku: "S"))
        let sameProduct = request(AddProduct(price: .pence(1), sku: "T", id: .numbered(60)))
        let lines = [PurchaseLine(tea, quantity: 1)]
        let order = request(Purchase(by: ada, lines, orderID: .numbered(70), reference: "O"))
        let sameOrder = request(Purchase(by: ada, lines, orderID: .numbered(70), reference: "O"))
        var state = state(
            of: shop, for: customer.footprint, sameReference.footprint, sameCustomer.footprint,
            product.footprint, sameSKU.footprint, sameProduct.footprint, order.footprint, sameOrder.footprint)

        _ = try state.run(customer).get()
        #expect(state.run(sameReference) == .failure(.rejected(.referenceTaken("R", by: .numbered(50)))))
        #expect(state.run(sameCustomer) == .failure(.rejected(.alreadyExists(.numbered(50)))))
        _ = try state.run(product).get()
        #expect(state.run(sameSKU) == .failure(.rejected(.skuTaken("S", by: .numbered(60)))))
        #expect(state.run(sameProduct) == .failure(.rejected(.alreadyExists(.numbered(60)))))
        _ = try state.run(order).get()
        var taken = PurchaseRejection()
        taken.conflictingOrderID = .numbered(70)
        taken.referenceHolderID = .numbered(70)
        #expect(state.run(sameOrder) == .failure(.rejected(taken)))
    }

    @Test("A repeated request in one transaction gets the receipt of the first")
    func sameKey() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let first = request(RecordPayment(by: ada, .pence(10)), key: "k")
        let again = request(RecordPayment(by: ada, .pence(10)), key: "k")
        let other = request(RecordPayment(by: ada, .pence(11)), key: "k")
        var state = state(of: shop, for: first.footprint, again.footprint, other.footprint)
        let receipt = state.run(first)
        #expect(state.run(again) == receipt)
        #expect(state.run(other) == .failure(.keyReused("k")))
        #expect(state.changes.entries.count == 1)
        #expect(state.changes.journal.map(\.id) == [first.id])
    }

    @Test("A business, its customer, a product, a sale, a refund and a payment fit in one transaction")
    func wholeLife() throws {
        let business = request(CreateBusiness())
        let customer = request(AddCustomer(limit: .pence(1_000), id: .numbered(1)))
        let product = request(AddProduct(price: .pence(100), stock: 5, id: .numbered(2)))
        let lines = [PurchaseLine(.numbered(2), quantity: 4)]
        let purchase = request(Purchase(by: .numbered(1), lines, orderID: .numbered(3)))
        let refund = request(RefundOrder(of: .numbered(3), [.init(lineNumber: 1, quantity: 1)]))
        let payment = request(RecordPayment(by: .numbered(1), .pence(250)))
        let shop = StorelessShop()
        var state = state(
            of: shop, for: business.footprint, customer.footprint, product.footprint, purchase.footprint,
            refund.footprint, payment.footprint)

        _ = try state.run(business).get()
        _ = try state.run(customer).get()
        _ = try state.run(product).get()
        #expect(try state.run(purchase).get().balance == .pence(400))
        #expect(try state.run(refund).get().balance == .pence(300))
        #expect(try state.run(payment).get().balance == .pence(50))
        let changes = state.changes
        #expect(changes.business?.id == shop.id)
        #expect(changes.customers.map(\.id) == [.numbered(1)])
        #expect(changes.products.map(\.id) == [.numbered(2)])
        #expect(changes.orders.map(\.id) == [.numbered(3)])
        #expect(changes.refunds.map(\.id.number) == [1])
        #expect(changes.entries.map(\.sequence) == [1, 2, 3, 4])
        #expect(changes.entries.map(\.balance) == [.pence(0), .pence(400), .pence(300), .pence(50)])
        #expect(changes.movements.map(\.sequence) == [1, 2, 3])
        #expect(changes.movements.map(\.stock) == [5, 1, 2])
        #expect(
            changes.journal.map(\.id)
                == [business.id, customer.id, product.id, purchase.id, refund.id, payment.id])
    }

    @Test("A rejected purchase between two others leaves no trace")
    func rejectionInBetween() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 1_000)
        let tea = try shop.addProduct(price: 100, stock: 5)
        let first = request(Purchase(by: ada, [.init(tea, quantity: 1)]))
        let rejected = request(
            Purchase(by: ada, [.init(tea, quantity: 99)], orderID: .numbered(7), reference: "X"), key: "k")
        let last = request(Purchase(by: ada, [.init(tea, quantity: 2)]))
        let footprints = [first.footprint, rejected.footprint, last.footprint]
        var without = state(of: shop, for: footprints[0], footprints[1], footprints[2])
        var with = without
        let expected = (without.run(first), without.run(last))

        #expect(with.run(first) == expected.0)
        guard case .failure(.rejected) = with.run(rejected) else {
            Issue.record("a purchase beyond the stock was accepted")
            return
        }
        #expect(with.order(.numbered(7)) == nil)
        #expect(with.orderID(reference: "X") == nil)
        #expect(with.journalEntry("k") == nil)
        #expect(with.run(last) == expected.1)
        #expect(with.changes.orders == without.changes.orders)
        #expect(with.changes.entries == without.changes.entries)
        #expect(with.changes.movements == without.changes.movements)
        #expect(with.changes.journal == without.changes.journal)
        #expect(with.changes.count == without.changes.count)
        #expect(with.customer(ada) == without.customer(ada))
        #expect(with.product(tea) == without.product(tea))
    }

    @Test("The same requests on a copy of a state give the same results and facts")
    func pure() throws {
        let sample = try Sample()
        let requests = (request(sample.purchase), request(sample.refundOrder), request(sample.recordPayment))
        var one = state(
            of: sample.shop, for: requests.0.footprint, requests.1.footprint, requests.2.footprint)
        var two = one
        #expect(one.run(requests.0) == two.run(requests.0))
        #expect(one.run(requests.1) == two.run(requests.1))
        #expect(one.run(requests.2) == two.run(requests.2))
        #expect(one.changes.entries == two.changes.entries)
        #expect(one.changes.orders == two.changes.orders)
        #expect(one.changes.refunds == two.changes.refunds)
        #expect(one.changes.movements == two.changes.movements)
        #expect(one.changes.journal == two.changes.journal)
    }
}
