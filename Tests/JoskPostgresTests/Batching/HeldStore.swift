import JoskLedger
import JoskLock
import JoskTesting

/// A store whose transactions begin when a gate is open: what comes while it is closed goes together. What they then do,
/// the store does for which it stands; how many commands each attempt at one took is noted.
struct HeldStore: ForwardingStore {
    let store: any Store
    let gate = TransactionGate()
    private let sizes = Locked<[Int]>([])

    init(_ store: any Store) { self.store = store }

    /// How many commands each transaction took, in the order in which they were taken.
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

    /// Has them all buy in one transaction, and returns what each was told.
    ///
    /// - Parameters:
    ///   - tenant: On this store, with nothing under way.
    ///   - prepare: Done when all of them wait, before the transaction begins.
    func together(
        _ buyers: [Buyer], in tenant: Tenant, prepare: @Sendable () async throws -> Void = {}
    ) async throws -> [Told] {
        await gate.close()
        return try await withThrowingTaskGroup(of: Told.self) { group in
            for buyer in buyers { group.addTask { await buyer.buy(in: tenant) } }
            try await tenant.untilWaiting(buyers.count)
            try await prepare()
            await gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}

/// Where transactions wait before they begin.
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
