import JoskInMemory
import JoskLedger
import JoskTesting

/// A store whose transactions wait while a gate is closed.
///
/// They wait with the work that they have taken: before it runs, or after the commit and before the result is
/// returned.
struct GatedStore: ForwardingStore {
    enum Place { case before, after }

    let store: any Store
    let gate = Gate()
    let place: Place
    /// The key whose transactions fail and leave no trace.
    let poison: IdempotencyKey?

    init(_ place: Place = .before, poison: IdempotencyKey? = nil, on store: any Store = InMemoryStore()) {
        self.store = store
        self.place = place
        self.poison = poison
    }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        await gate.note(keys: work.footprint.keys.count)
        if place == .before { await gate.pass() }
        if let poison, work.footprint.keys.contains(poison) {
            throw StoreError(
                .contractViolation, outcome: .notCommitted, isRetriable: false, message: "it does not fit")
        }
        let output = try await store.transact(in: business) { work }
        if place == .after { await gate.pass() }
        return output
    }
}

/// The gate at which transactions wait.
actor Gate {
    private var isOpen = true
    private var waiting: [CheckedContinuation<Void, Never>] = []
    /// The number of commands of the largest transaction.
    private(set) var mostCommands = 0

    func close() { isOpen = false }

    func open() {
        isOpen = true
        for transaction in waiting { transaction.resume() }
        waiting = []
    }

    /// Waits until the given number of transactions wait at the gate.
    func until(_ count: Int) async {
        while waiting.count < count { await Task.yield() }
    }

    fileprivate func pass() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    fileprivate func note(keys: Int) { mostCommands = max(mostCommands, keys) }
}
