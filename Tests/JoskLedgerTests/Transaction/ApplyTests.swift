import Testing

@testable import JoskLedger

/// What a defective decision might want to apply. Going on would write wrong money, so each of these stops.
@Suite("A fact that does not follow the one before it is never applied")
struct ApplyTests {
    /// A state in which everything that the sample knows may be touched.
    private static func start() throws -> (
        state: TransactionState, sample: Sample, account: CustomerAccount, item: ProductStock
    ) {
        let sample = try Sample()
        var footprint = Footprint()
        footprint.orders = [sample.order]
        footprint.skus = ["SKU-1"]
        footprint.keys = ["key"]
        let state = sample.shop.state(of: footprint)
        let account = try #require(state.customer(sample.ada))
        return (state, sample, account, try #require(state.product(sample.tea)))
    }

    private static func entry(
        after last: LedgerEntry, by step: Int64 = 1, amount: Money = .pence(-10),
        balance: Money = .pence(2_240),
        previousHash: ContentHash? = nil
    ) -> LedgerEntry {
        LedgerEntry(
            in: .numbered(0xB0), customerID: last.customerID, sequence: last.sequence + step,
            kind: .payment(nil, effective: .init(clampingDaysSince1970: 0)), amount: amount, balance: balance,
            creditLimit: last.creditLimit, recordedAt: last.recordedAt, commandID: last.commandID,
            previousHash: previousHash ?? last.hash)
    }

    private static func movement(_ item: ProductStock, by step: Int64 = 1, _ quantity: Int64, stock: Int64)
        -> StockMovement
    {
        StockMovement(
            productID: item.id, sequence: item.movementCount + step, kind: .adjustment("x"),
            quantity: quantity,
            stock: stock, movedAt: item.movedAt, commandID: .numbered(1))
    }

    @Test("what follows is applied")
    func control() throws {
        var (state, _, account, item) = try Self.start()
        #expect(account.balance == .pence(2_250))
        var changes = TransactionChanges()
        changes.post(Self.entry(after: account.lastEntry))
        changes.move(Self.movement(item, -1, stock: 94))
        state.apply(changes)
        #expect(state.customer(account.id)?.balance == .pence(2_240))
        #expect(state.product(item.id)?.stock == 94)
    }

    @Test("no entry is skipped")
    func gap() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, by: 2))
            state.apply(changes)
        }
    }

    @Test("a balance is the one before it and the amount")
    func balance() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, balance: .pence(2_241)))
            state.apply(changes)
        }
    }

    @Test("an entry carries the hash of the one before it")
    func hash() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, previousHash: .zero))
            state.apply(changes)
        }
    }

    @Test("no movement is skipped")
    func movementGap() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, by: 2, -1, stock: 94))
            state.apply(changes)
        }
    }

    @Test("a movement's stock is the one before it and the quantity")
    func stock() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, -1, stock: 95))
            state.apply(changes)
        }
    }

    @Test("stock does not go below zero")
    func negativeStock() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, -96, stock: -1))
            state.apply(changes)
        }
    }

    @Test("no order is skipped, and none is made twice")
    func orders() async {
        await #expect(processExitsWith: .failure) {
            var (state, sample, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.place(
                Order(
                    id: .numbered(8), customerID: sample.ada, number: account.orderCount + 2, reference: nil,
                    lines: [], total: .pence(0), placedAt: state.now, commandID: .numbered(1)))
            state.apply(changes)
        }
        await #expect(processExitsWith: .failure) {
            var (state, sample, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.place(
                Order(
                    id: sample.order, customerID: sample.ada, number: account.orderCount + 1, reference: nil,
                    lines: [], total: .pence(0), placedAt: state.now, commandID: .numbered(1)))
            state.apply(changes)
        }
    }

    @Test("no refund is skipped")
    func refunds() async {
        await #expect(processExitsWith: .failure) {
            var (state, sample, _, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.record(
                Refund(
                    id: .init(orderID: sample.order, number: 2), customerID: sample.ada, lines: [],
                    total: .pence(0), refundedAt: state.now, commandID: .numbered(1)))
            state.apply(changes)
        }
    }

    @Test("an account is not opened without its first entry")
    func account() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(
                Customer(id: .numbered(9), name: "Eve", reference: nil, paymentTerms: nil, isActive: true))
            state.apply(changes)
        }
    }

    @Test("a customer is added once")
    func customer() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(account.customer)
            changes.post(account.customer.firstEntry(creditLimit: .pence(1), on: state))
            state.apply(changes)
        }
    }

    @Test("a fact belongs to a customer and a product that were locked")
    func unlocked() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry).altered { $0.customerID = .numbered(9) })
            state.apply(changes)
        }
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var product = item.product
            product = Product(
                id: .numbered(9), sku: product.sku, name: product.name, price: product.price, isActive: true,
                addedAt: product.addedAt)
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(ProductStock(new: product), 1, stock: 1))
            state.apply(changes)
        }
    }

    @Test("a product is added once")
    func product() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(item.product)
            state.apply(changes)
        }
    }

    @Test("a business is created once")
    func business() async {
        await #expect(processExitsWith: .failure) {
            var (state, sample, _, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.create(try #require(sample.shop.business))
            state.apply(changes)
        }
    }

    @Test("a key is used once")
    func key() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, _) = try ApplyTests.start()
            for number in [UInt64(1), 2] {
                var changes = TransactionChanges()
                changes.accept(
                    JournalEntry(
                        id: .numbered(number), key: "key", kind: "x", fingerprint: .zero, receipt: [],
                        factCount: 0, metadata: .empty, recordedAt: state.now))
                state.apply(changes)
            }
        }
    }
}
