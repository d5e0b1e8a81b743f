import Testing

@testable import JoskLedger

/// Tests that the changes of a defective decision stop the process.
///
/// To continue would write wrong amounts.
@Suite("Application of changes to a state")
struct ApplyTests {
    /// Returns a state whose footprint contains everything that the sample knows.
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

    @Test("An entry and a movement that follow the previous ones are applied")
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

    @Test("A gap in the numbers of ledger entries stops the process")
    func gap() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, by: 2))
            state.apply(changes)
        }
    }

    @Test("An entry whose balance is not the previous one and the amount stops the process")
    func balance() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, balance: .pence(2_241)))
            state.apply(changes)
        }
    }

    @Test("An entry without the hash of the previous entry stops the process")
    func hash() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.post(ApplyTests.entry(after: account.lastEntry, previousHash: .zero))
            state.apply(changes)
        }
    }

    @Test("A gap in the numbers of stock movements stops the process")
    func movementGap() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, by: 2, -1, stock: 94))
            state.apply(changes)
        }
    }

    @Test("A movement whose stock is not the previous one and the quantity stops the process")
    func stock() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, -1, stock: 95))
            state.apply(changes)
        }
    }

    @Test("A movement that brings the stock below zero stops the process")
    func negativeStock() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.move(ApplyTests.movement(item, -96, stock: -1))
            state.apply(changes)
        }
    }

    @Test("A gap in the numbers of orders, or an order that is made twice, stops the process")
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

    @Test("A gap in the numbers of refunds stops the process")
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

    @Test("A new customer without a first ledger entry stops the process")
    func account() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(
                Customer(id: .numbered(9), name: "Eve", reference: nil, paymentTerms: nil, isActive: true))
            state.apply(changes)
        }
    }

    @Test("A customer who is added twice stops the process")
    func customer() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, account, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(account.customer)
            changes.post(account.customer.firstEntry(creditLimit: .pence(1), on: state))
            state.apply(changes)
        }
    }

    @Test("A fact of a customer or of a product that was not locked stops the process")
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

    @Test("A product that is added twice stops the process")
    func product() async {
        await #expect(processExitsWith: .failure) {
            var (state, _, _, item) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.add(item.product)
            state.apply(changes)
        }
    }

    @Test("A business that is created twice stops the process")
    func business() async {
        await #expect(processExitsWith: .failure) {
            var (state, sample, _, _) = try ApplyTests.start()
            var changes = TransactionChanges()
            changes.create(try #require(sample.shop.business))
            state.apply(changes)
        }
    }

    @Test("An idempotency key that is used twice stops the process")
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
