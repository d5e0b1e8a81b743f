import Foundation
import JoskInMemory
import JoskLedger
import JoskTesting
import Testing

@testable import josk

@Suite("Concurrent replays")
struct ConcurrentReplayTests {
    private let example = repositoryFile("Examples/Invoices/untidy-invoices.csv")
    /// Options with enough stock and credit for all invoices, so that they do not compete.
    private static let plenty = Replay.Options(
        creditLimit: Limits.nonNegativeAmount.upperBound, openingStock: Limits.quantity.upperBound)

    @Test("A concurrent replay has the same result as a sequential one if its invoices do not compete")
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

    @Test("A concurrent replay oversells nothing and exceeds no credit limit, in any order of invoices")
    func tight() async throws {
        for seed: UInt64 in 0..<60 {
            let options = Replay.Options(creditLimit: 5_000, openingStock: 10).concurrent(32)
            let result = try await Replayed(RandomInvoiceFile(seed: seed).bytes, options).result
            #expect(result.audit.isClean, "seed \(seed)")
            #expect(result.stock.allSatisfy { $0.units >= 0 }, "seed \(seed)")
            #expect(result.balances.allSatisfy { $0.balance <= 5_000 }, "seed \(seed)")
        }
    }

    @Test("A concurrent replay keeps each customer's invoices in the order of the file")
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

    @Test("A replay has as many invoices in flight as its concurrency allows", .timeLimit(.minutes(10)))
    func meets() async throws {
        var text = "\(InvoiceColumn.header)\n"
        for number in 1...12 { text += "\(number),A\(number),Tea,1,now,1.00,\(number),UK\n" }
        // The purchases have no rows in common, and each has its own transaction.
        var options = Replay.Options().concurrent(4)
        options.queue.maximumConcurrentTransactionsPerBusiness = 100
        options.queue.maximumBatchSize = 1
        // Each group of four waits until it is complete, so three at a time would never finish.
        let store = MeetingStore(groupsOf: 4)
        let replayed = try await Replayed(Array(text.utf8), options, on: store)
        #expect(replayed.result.summary.orders == 12)
        #expect(await store.meeting.mostAtOnce == 4)
    }

    @Test("The sum of two summaries adds every figure")
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
        one.incompleteInvoices = 19
        one.undatedInvoices = 20
        one.ignoredColumns = 21
        var sum = one
        sum += one
        #expect(sum.figures.map(\.value) == (1...21).map { 2 * $0 })
    }
}

/// A store in which every purchase waits until a whole group of purchases is in flight.
private struct MeetingStore: ForwardingStore {
    let store: any Store = InMemoryStore()
    let meeting: Meeting

    init(groupsOf size: Int) { meeting = Meeting(groupsOf: size) }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        // A purchase is the only command here whose footprint has an order reference.
        let isPurchase = !work.footprint.orderReferences.isEmpty
        if isPurchase { await meeting.arrive() }
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

        func arrive() async {
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
