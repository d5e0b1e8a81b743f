import Testing

@testable import JoskLedger

@Suite("The footprint of a state")
struct FootprintTests {
    /// Returns a state of a footprint for which a store found no rows.
    private static func empty(_ footprint: Footprint = Footprint()) -> TransactionState {
        TransactionState(
            of: .numbered(1), footprint: footprint, rows: LoadedRows(), now: Timestamp(microseconds: 0))
    }

    @Test("A row that the footprint names and that does not exist is absent from the state")
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

    @Test("A row that the footprint names and that exists is in the state")
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
        #expect(state.order(purchase.orderID) == shop.orders[purchase.orderID].map { RefundableOrder($0) })
        #expect(state.journalEntry("key") == shop.journal["key"])
        #expect(state.customerID(reference: "A-1") == sample.ada)
        #expect(state.productID(sku: "SKU-1") == sample.tea)
        #expect(state.orderID(reference: "INV-1") == purchase.orderID)
    }

    @Test("An order brings its customer and its products into the footprint")
    func orders() throws {
        let sample = try Sample()
        var footprint = Footprint()
        footprint.orders = [sample.order]
        let state = sample.shop.state(of: footprint)
        #expect(state.customer(sample.ada) == sample.shop.accounts[sample.ada])
        #expect(state.product(sample.tea) == sample.shop.items[sample.tea])
    }

    @Test("An order whose customer or product the store did not lock is not refunded")
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

    @Test("The union of two footprints names everything that either of them names")
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

// Each of these reads returns nil if the footprint names the row, as the test `absent` checks.
extension FootprintTests {
    @Test("The read of a customer that is not in the footprint stops the process")
    func undeclaredCustomer() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().customer(.numbered(1)) }
    }

    @Test("The read of a product that is not in the footprint stops the process")
    func undeclaredProduct() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().product(.numbered(2)) }
    }

    @Test("The read of an order that is not in the footprint stops the process")
    func undeclaredOrder() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().order(.numbered(3)) }
    }

    @Test("The read of an idempotency key that is not in the footprint stops the process")
    func undeclaredKey() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().journalEntry("key") }
    }

    @Test("The read of a customer's reference that is not in the footprint stops the process")
    func undeclaredCustomerReference() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().customerID(reference: "A-1") }
    }

    @Test("The read of a SKU that is not in the footprint stops the process")
    func undeclaredSKU() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().productID(sku: "TEA-1") }
    }

    @Test("The read of an order's reference that is not in the footprint stops the process")
    func undeclaredOrderReference() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().orderID(reference: "INV-1") }
    }

    @Test("The read of a business that does not exist stops the process")
    func noBusiness() async {
        await #expect(processExitsWith: .failure) { _ = FootprintTests.empty().business }
    }

    @Test("A row of an order that is not in the footprint stops the process")
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
