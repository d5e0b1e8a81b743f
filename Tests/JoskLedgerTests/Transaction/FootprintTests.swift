import Testing

@testable import JoskLedger

@Suite("A state holds what the footprint names")
struct FootprintTests {
    /// A state of a footprint of which a store found nothing.
    private static func empty(_ footprint: Footprint = Footprint()) -> TransactionState {
        TransactionState(
            of: .numbered(1), footprint: footprint, rows: LoadedRows(), now: Timestamp(microseconds: 0))
    }

    @Test("what is named and does not exist is absent")
    func absent() {
        var footprint = Footprint()
        footprint.customers = [.numbered(1)]
        footprint.products = [.numbered(2)]
        footprint.orders = [.numbered(3)]
        footprint.keys = ["key"]
        footprint.customerReferences = ["A-1"]
        footprint.skus = ["TEA-1"]
        footprint.orderReferences = ["INV-1"]
        let state = Self.empty(footprint)
        #expect(state.existingBusiness == nil)
        #expect(state.customer(.numbered(1)) == nil)
        #expect(state.product(.numbered(2)) == nil)
        #expect(state.order(.numbered(3)) == nil)
        #expect(state.journalEntry("key") == nil)
        #expect(state.customerID(reference: "A-1") == nil)
        #expect(state.productID(sku: "TEA-1") == nil)
        #expect(state.orderID(reference: "INV-1") == nil)
        #expect(state.changes.isEmpty)
    }

    @Test("what is named and exists is there")
    func present() throws {
        let sample = try Sample()
        var shop = sample.shop
        let purchase = try shop.accept(sample.purchase, key: "key")
        var footprint = Footprint()
        footprint.customers = [sample.ada]
        footprint.products = [sample.tea]
        footprint.orders = [purchase.orderID]
        footprint.keys = ["key"]
        footprint.customerReferences = ["A-1"]
        footprint.skus = ["SKU-1"]
        footprint.orderReferences = ["INV-1"]
        let state = shop.state(of: footprint)
        #expect(state.business == shop.business)
        #expect(state.customer(sample.ada) == shop.accounts[sample.ada])
        #expect(state.product(sample.tea) == shop.items[sample.tea])
        #expect(state.order(purchase.orderID) == shop.orders[purchase.orderID])
        #expect(state.journalEntry("key") == shop.journal["key"])
        #expect(state.customerID(reference: "A-1") == sample.ada)
        #expect(state.productID(sku: "SKU-1") == sample.tea)
        #expect(state.orderID(reference: "INV-1") == purchase.orderID)
    }

    @Test("an order brings its customer and its products into the footprint")
    func orders() throws {
        let sample = try Sample()
        var footprint = Footprint()
        footprint.orders = [sample.order]
        let state = sample.shop.state(of: footprint)
        #expect(state.customer(sample.ada) == sample.shop.accounts[sample.ada])
        #expect(state.product(sample.tea) == sample.shop.items[sample.tea])
    }

    @Test("an order whose customer or product the store did not lock is not refunded")
    func unlockedOrder() throws {
        let sample = try Sample()
        let request = Request(sample.refundOrder, key: nil, metadata: .empty)
        let found = sample.shop.rows(of: request.footprint)
        var (withoutAccount, withoutItem) = (found, found)
        withoutAccount.customers = []
        withoutItem.products = []
        for rows in [withoutAccount, withoutItem] {
            var state = TransactionState(
                of: sample.shop.id, footprint: request.footprint, rows: rows, now: sample.shop.now)
            #expect(state.run(request) == .failure(.rejected(.unknownOrder(sample.order))))
            #expect(state.changes.count == 0)
        }
    }

    @Test("a union of footprints names what either names")
    func union() {
        var one = Footprint()
        one.customers = [.numbered(1)]
        one.keys = ["a"]
        one.skus = ["S"]
        one.orderReferences = ["O"]
        var other = Footprint()
        other.customers = [.numbered(2)]
        other.products = [.numbered(3)]
        other.orders = [.numbered(4)]
        other.keys = ["a", "b"]
        other.customerReferences = ["R"]
        one.formUnion(other)
        #expect(one.customers == [.numbered(1), .numbered(2)])
        #expect(one.products == [.numbered(3)])
        #expect(one.orders == [.numbered(4)])
        #expect(one.keys == ["a", "b"])
        #expect(one.customerReferences == ["R"])
        #expect(one.skus == ["S"])
        #expect(one.orderReferences == ["O"])
    }
}

// Each of these reads finds nothing where it is declared; see "what is named and does not exist is absent".
extension FootprintTests {
    @Test("a customer that is not in the footprint cannot be asked for")
    func undeclaredCustomer() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().customer(.numbered(1)) }
    }

    @Test("a product that is not in the footprint cannot be asked for")
    func undeclaredProduct() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().product(.numbered(2)) }
    }

    @Test("an order that is not in the footprint cannot be asked for")
    func undeclaredOrder() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().order(.numbered(3)) }
    }

    @Test("a key that is not in the footprint cannot be asked for")
    func undeclaredKey() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().journalEntry("key") }
    }

    @Test("a customer's reference that is not in the footprint cannot be asked for")
    func undeclaredCustomerReference() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().customerID(reference: "A-1") }
    }

    @Test("a SKU that is not in the footprint cannot be asked for")
    func undeclaredSKU() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().productID(sku: "TEA-1") }
    }

    @Test("an order's reference that is not in the footprint cannot be asked for")
    func undeclaredOrderReference() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().orderID(reference: "INV-1") }
    }

    @Test("a business that does not exist cannot be taken for one that does")
    func noBusiness() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().business }
    }

    @Test("a row for an order that was not asked for is a broken store")
    func undeclaredRow() async throws {
        await #expect(processExitsWith: .failure) {
            let sample = try Sample()
            var footprint = Footprint()
            footprint.orders = [sample.order]
            let rows = sample.shop.rows(of: footprint)
            _ = TransactionState(of: sample.shop.id, footprint: Footprint(), rows: rows, now: sample.shop.now)
        }
    }
}
