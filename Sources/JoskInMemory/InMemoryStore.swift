public import JoskLedger

/// A store in memory: an actor that runs one transaction at a time, each without a suspension point, which is
/// what isolates them.
///
/// It keeps the whole contract of ``/JoskLedger/Store`` but durability: its data goes with the process. Use
/// it in tests and to try things out.
///
///     let ledger = Ledger(store: InMemoryStore())
public actor InMemoryStore: SnapshotStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private let clock: @Sendable () -> Timestamp

    /// An empty store.
    ///
    /// - Parameter now: The time of each transaction; the system's by default. Give a clock of your own to
    ///   test what depends on dates.
    public init(now: @escaping @Sendable () -> Timestamp = { Timestamp.now }) {
        clock = now
    }

    /// The time now.
    public nonisolated var now: Timestamp { clock() }

    /// See ``/JoskLedger/Store/transact(in:_:)``. There is no `await` in here, so nothing comes between load
    /// and save.
    public func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var state = try tables(of: business).state(of: work.footprint, in: business, now: now)
        let output = work.body(&state)
        if !state.changes.isEmpty {
            tenants[business, default: InMemoryTables()].append(state.changes)
        }
        return output
    }

    /// See ``/JoskLedger/SnapshotStore/read(in:_:)``. As long as the body runs nothing else does.
    public func read<Output: Sendable>(
        in business: Business.ID, _ body: @escaping @Sendable (InMemoryTables) throws(StoreError) -> Output
    ) async throws(StoreError) -> Output {
        try body(tables(of: business))
    }

    private func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }
}
