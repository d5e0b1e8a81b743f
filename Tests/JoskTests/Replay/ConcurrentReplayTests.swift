import Foundation
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("josk replay of many invoices at a time")
struct ConcurrentReplayTests {
    private let example = repositoryFile("Examples/Invoices/untidy-invoices.csv")
    /// Neither stock nor credit that others could have taken first.
    private static let plenty = Replay.Options(
        creditLimit: Limits.nonNegativeAmount.upperBound, openingStock: Limits.quantity.upperBound)

    @Test("comes to the same, where nobody takes what another wants")
    func plenty() async throws {
        var files = try [bytes(of: example)]
        for seed: UInt64 in 0..<60 { files.append(RandomInvoiceFile(seed: seed).bytes) }
        for (index, file) in files.enumerated() {
            let one = try await Replayed(file, Self.plenty)
            let many = try await Replayed(file, Self.plenty.concurrent(32))
            #expect(ReplayOutput(many) == ReplayOutput(one), "seed \(index - 1)")
            #expect(many.standardError.sorted() == one.standardError.sorted(), "seed \(index - 1)")
        }
    }

    @Test("oversells nothing and overcharges nobody, whoever is first")
    func tight() async throws {
        for seed: UInt64 in 0..<60 {
            let options = Replay.Options(creditLimit: 5_000, openingStock: 10).concurrent(32)
            let result = try await Replayed(RandomInvoiceFile(seed: seed).bytes, options).result
            #expect(result.audit.isClean, "seed \(seed)")
            #expect(result.stock.allSatisfy { $0.units >= 0 }, "seed \(seed)")
            #expect(result.balances.allSatisfy { $0.balance <= 5_000 }, "seed \(seed)")
        }
    }

    @Test("keeps each customer's invoices in the order of the file")
    func order() async throws {
        let (store, business) = (InMemoryStore(), Business.ID())
        let replayed = try await Replayed(
            try bytes(of: example), Self.plenty.concurrent(32), as: business, on: store)
        let tenant = Ledger(store: store).tenant(business)
        let place = Dictionary(
            uniqueKeysWithValues: replayed.file.invoices.enumerated().map { ($1.number, $0) })
        var orders = 0
        for try await account in tenant.allCustomers() {
            var places: [Int] = []
            for try await record in tenant.allOrders(by: account.id) {
                places.append(try #require(record.order.reference.flatMap { place[$0] }))
            }
            #expect(places == places.sorted())
            orders += places.count
        }
        #expect(Int128(orders) == replayed.result.summary.orders)
    }

    @Test("has as many under way as it may", .timeLimit(.minutes(10)))
    func meets() async throws {
        var text = "\(InvoiceFile.header)\n"
        for number in 1...12 { text += "\(number),A\(number),Tea,1,now,1.00,\(number),UK\n" }
        // Purchases that have nothing in common, and each a transaction of its own.
        var options = Replay.Options().concurrent(4)
        options.queue.maximumConcurrentTransactionsPerBusiness = 100
        options.queue.maximumBatchSize = 1
        // Each group of four waits until it is complete: three at a time would wait for ever.
        let store = MeetingStore(groupsOf: 4)
        let replayed = try await Replayed(Array(text.utf8), options, on: store)
        #expect(replayed.result.summary.orders == 12)
        #expect(await store.meeting.mostAtOnce == 4)
    }

    @Test("adds up every figure")
    func sum() {
        var one = ReplaySummary()
        one.invoices = 1
        one.orders = 2
        one.orderLines = 3
        one.unitsSold = 4
        one.charged = 5
        one.refunded = 6
        one.unmatchedRefundUnits = 7
        one.adjustments = 8
        one.rejectedAdjustments = 9
        one.rejectedInvoices = 10
        one.rejectedForStock = 11
        one.rejectedForCredit = 12
        one.setAsideRows = 13
        one.customers = 14
        one.products = 15
        one.balanceTotal = 16
        one.stockTotal = 17
        one.auditViolations = 18
        var sum = one
        sum += one
        #expect(sum.figures.map(\.value) == (1...18).map { 2 * $0 })
    }
}

/// A store in which every purchase waits until there is a whole group of them.
private struct MeetingStore: ForwardingStore {
    let store: any Store = InMemoryStore()
    let meeting: Meeting

    init(groupsOf size: Int) { meeting = Meeting(groupsOf: size) }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        // The only command here that names an order by its reference.
        let isPurchase = !work.footprint.orderReferences.isEmpty
        if isPurchase { await meeting.come() }
        let output = try await store.transact(in: business) { work }
        if isPurchase { await meeting.leave() }
        return output
    }

    actor Meeting {
        private let size: Int
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var present = 0
        private(set) var mostAtOnce = 0

        init(groupsOf size: Int) { self.size = size }

        func come() async {
            present += 1
            mostAtOnce = max(mostAtOnce, present)
            await withCheckedContinuation { continuation in
                waiting.append(continuation)
                guard waiting.count == size else { return }
                for one in waiting { one.resume() }
                waiting = []
            }
        }

        func leave() { present -= 1 }
    }
}
