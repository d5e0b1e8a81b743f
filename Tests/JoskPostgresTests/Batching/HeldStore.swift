import JoskLedger
import JoskLock
import JoskTesting

/// A store whose transactions begin only while a gate is open.
///
/// Commands that arrive while the gate is closed share a transaction. The wrapped store runs the transactions. This
/// store records the number of commands in each attempt.
struct HeldStore: ForwardingStore {
    let store: any Store
    let gate = TransactionGate()
    private let sizes = Locked<[Int]>([])

    init(_ store: any Store) { self.store = store }

    /// The number of commands in each attempt, in the order of the attempts.
    var batches: [Int] { sizes.withLock { $0 } }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        await gate.pass()
        return try await store.transact(in: business) {
            let work = work()
            if let work { sizes.withLock { $0.append(work.footprint.keys.count) } }
            return work
        }
    }

    /// Makes all purchases in one transaction, and returns their results.
    ///
    /// - Parameters:
    ///   - tenant: A tenant on this store, without commands in flight.
    ///   - prepare: Runs when all purchases wait, before the transaction begins.
    func together(
        _ buyers: [Buyer], in tenant: Tenant, prepare: @Sendable () async throws -> Void = {}
    ) async throws -> [BuyerResult] {
        await gate.close()
        return try await withThrowingTaskGroup(of: BuyerResult.self) { group in
            for buyer in buyers { group.addTask { await buyer.buy(in: tenant) } }
            try await tenant.untilWaiting(buyers.count)
            try await prepare()
            await gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// A gate at which transactions wait before they begin.
actor TransactionGate {
    private var isOpen = true
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func close() { isOpen = false }

    func open() {
        isOpen = true
        for one in waiting { one.resume() }
        waiting = []
    }

    fileprivate func pass() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }
}
