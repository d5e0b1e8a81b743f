import Testing

@testable import JoskLedger

@Suite("Several changes in one transaction")
struct ChangeBatchTests {
    @Test("A customer can be added, renamed and deactivated in one transaction")
    func newCustomer() throws {
        var shop = try StorelessShop.open()
        let tea = try shop.addProduct(price: 1, stock: 5)
        let add = Request(AddCustomer(limit: .pence(500), id: .numbered(50), reference: "R"))
        let rename = Request(RenameCustomer(customerID: .numbered(50), name: "Eve"))
        let deactivate = Request(SetCustomerActivity(customerID: .numbered(50), isActive: false))
        let purchase = Request(Purchase(by: .numbered(50), [.init(tea, quantity: 1)]))
        var state = shop.state(
            ofAll: add.footprint, rename.footprint, deactivate.footprint, purchase.footprint)
        #expect(state.run(rename) == .failure(.rejected(.unknownCustomer(.numbered(50)))))
        _ = try state.run(add).get()
        _ = try state.run(rename).get()
        _ = try state.run(deactivate).get()
        guard case .failure(.rejected(let why)) = state.run(purchase) else {
            Issue.record("the purchase of an inactive customer was accepted")
            return
        }
        #expect(why.customerProblem == .inactive(.numbered(50)))
        let expected = Customer(
            id: .numbered(50), name: "Eve", reference: "R", paymentTerms: nil, isActive: false)
        #expect(state.customer(.numbered(50))?.customer == expected)
        // The new customer as it was added, and the changed customer once, with the latest values.
        #expect(state.changes.customers.map(\.name) == ["Ada"])
        #expect(state.changes.changedCustomers == [expected])
        #expect(state.changes.journal.map(\.id) == [add.id, rename.id, deactivate.id])
        shop.keep(state.changes)
        #expect(shop.accounts[.numbered(50)]?.customer == expected)
        #expect(shop.accounts[.numbered(50)]?.creditLimit == .pence(500))
    }

    @Test("A product can be added, repriced, renamed and stocked in one transaction")
    func newProduct() throws {
        var shop = try StorelessShop.open()
        let add = Request(AddProduct(price: .pence(450), stock: 3, sku: "S", id: .numbered(60)))
        let price = Request(ChangePrice(productID: .numbered(60), price: .pence(500)))
        let receive = Request(ReceiveGoods(of: .numbered(60), 4))
        let rename = Request(RenameProduct(productID: .numbered(60), name: "Green tea"))
        var state = shop.state(
            ofAll: add.footprint, price.footprint, receive.footprint, rename.footprint)
        _ = try state.run(add).get()
        #expect(try state.run(price).get().previousPrice == .pence(450))
        #expect(try state.run(receive).get().stock == 7)
        _ = try state.run(rename).get()
        #expect(state.changes.changedProducts.count == 1)
        shop.keep(state.changes)
        let item = try #require(shop.items[.numbered(60)])
        #expect(item.stock == 7)
        #expect(item.product.price == .pence(500))
        #expect(item.product.name == "Green tea")
        #expect(item.product.sku == "S")
    }

    @Test("Changed default terms apply to a charge in the transaction that creates the business")
    func newBusiness() throws {
        var shop = StorelessShop()
        let create = Request(CreateBusiness())
        let terms = Request(ChangeDefaultPaymentTerms(paymentTerms: .days(1)))
        let customer = Request(AddCustomer(limit: .pence(500), id: .numbered(1)))
        let product = Request(AddProduct(price: .pence(1), stock: 3, id: .numbered(2)))
        let purchase = Request(Purchase(by: .numbered(1), [.init(.numbered(2), quantity: 1)]))
        var state = shop.state(
            ofAll: create.footprint, terms.footprint, customer.footprint, product.footprint,
            purchase.footprint)
        #expect(state.run(terms) == .failure(.unknownBusiness(shop.id)))
        _ = try state.run(create).get()
        _ = try state.run(terms).get()
        _ = try state.run(customer).get()
        _ = try state.run(product).get()
        #expect(
            try state.run(purchase).get().charge?.dueDate == CalendarDate(clampingDaysSince1970: 20_455))
        #expect(state.changes.business?.paymentTerms == .days(30))
        #expect(state.changes.changedBusiness?.paymentTerms == .days(1))
        shop.keep(state.changes)
        #expect(shop.business?.paymentTerms == .days(1))
    }

    @Test("A changed limit, price or activity applies to the next purchase of the transaction")
    func nextSees() throws {
        var shop = try StorelessShop.open()
        let ada = try shop.addCustomer(limit: 100)
        let tea = try shop.addProduct(price: 100, stock: 5)
        let raise = Request(ChangeCreditLimit(customerID: ada, creditLimit: .pence(250)))
        let price = Request(ChangePrice(productID: tea, price: .pence(125)))
        let first = Request(Purchase(by: ada, [.init(tea, quantity: 2)]))
        let lower = Request(ChangeCreditLimit(customerID: ada, creditLimit: .pence(0)))
        let payment = Request(RecordPayment(by: ada, .pence(250)))
        let close = Request(SetProductActivity(productID: tea, isActive: false))
        let second = Request(Purchase(by: ada, [.init(tea, quantity: 1)]))
        var state = shop.state(
            ofAll: raise.footprint, price.footprint, first.footprint, lower.footprint, payment.footprint,
            close.footprint, second.footprint)
        _ = try state.run(raise).get()
        _ = try state.run(price).get()
        #expect(try state.run(first).get().balance == .pence(250))
        let lowered = try state.run(lower).get()
        #expect(lowered.previousLimit == .pence(250))
        #expect(lowered.balance == .pence(250))
        #expect(try state.run(payment).get().balance == .pence(0))
        _ = try state.run(close).get()
        guard case .failure(.rejected(let why)) = state.run(second) else {
            Issue.record("a purchase beyond the limit was accepted")
            return
        }
        #expect(why.inactiveProducts == [tea])
        #expect(why.credit?.available == .pence(0))
        #expect(why.credit?.required == .pence(125))
        #expect(state.changes.entries.map(\.sequence) == [2, 3, 4, 5])
        #expect(
            state.changes.entries.map(\.creditLimit)
                == [.pence(250), .pence(250), .pence(0), .pence(0)])
        shop.keep(state.changes)
        #expect(Facts(of: shop).audit().violations.isEmpty)
    }

    @Test("A rejected change between two others leaves no trace")
    func rejectionInBetween() throws {
        let sample = try Sample()
        let first = Request(ChangePrice(productID: sample.tea, price: .pence(1)))
        let rejected = Request(
            ChangePrice(productID: sample.tea, price: .pence(-1)), key: "k", metadata: .empty)
        let last = Request(ChangeSKU(productID: sample.tea, sku: "T-2"))
        var state = sample.shop.state(ofAll: first.footprint, rejected.footprint, last.footprint)
        _ = try state.run(first).get()
        let before = (state.changes.count, state.product(sample.tea))
        guard case .failure(.rejected) = state.run(rejected) else {
            Issue.record("a price below zero was accepted")
            return
        }
        #expect(state.changes.count == before.0)
        #expect(state.product(sample.tea) == before.1)
        #expect(state.journalEntry("k") == nil)
        _ = try state.run(last).get()
        #expect(state.changes.changedProducts.map(\.price) == [.pence(1)])
        #expect(state.changes.changedProducts.map(\.sku) == ["T-2"])
    }

    @Test("A command that needs a business fails without one and changes nothing")
    func unknownBusiness() throws {
        struct Visitor: CommandVisitor {
            func visit<C: Command>(_ command: C, in _: StorelessShop) throws {
                guard C.needsBusiness else { return }
                var shop = StorelessShop()
                #expect(shop.run(command, key: nil) == .failure(.unknownBusiness(shop.id)), "\(C.kind)")
                #expect(shop.history.count == 0, "\(C.kind)")
            }
        }
        try Sample().visitEach(Visitor())
    }
}
