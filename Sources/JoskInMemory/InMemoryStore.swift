public import JoskLedger

/// A store that keeps its data in memory.
///
/// It is an actor that runs one transaction at a time. Each transaction runs without a suspension point, which
/// isolates it from the others. The store keeps the whole contract of ``/JoskLedger/Store`` except durability: its
/// data ends with the process. Use it in tests and to try things out.
///
///     let ledger = Ledger(store: InMemoryStore())
public actor InMemoryStore: SnapshotStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private let clock: @Sendable () -> Timestamp

    /// Creates an empty store.
    ///
    /// - Parameter now: A clock, read for the time of each transaction; by default the system's. Pass your own clock
    ///   to test code that depends on dates.
    public init(now: @escaping @Sendable () -> Timestamp = { Timestamp.now }) {
        clock = now
    }

    /// The current time of the store's clock.
    public nonisolated var now: Timestamp { clock() }

    /// Runs work in one transaction and returns its output; see ``/JoskLedger/Store/transact(in:_:)``.
    ///
    /// The method contains no `await`, so no other transaction runs between load and save.
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

    /// Runs a body on one snapshot of a business; see ``/JoskLedger/SnapshotStore/read(in:_:)``.
    ///
    /// While the body runs, no transaction and no other read of any business runs. A business that does not exist has
    /// empty tables.
    public func read<Output: Sendable>(
        in business: Business.ID, _ body: @escaping @Sendable (InMemoryTables) throws(StoreError) -> Output
    ) async throws(StoreError) -> Output {
        try body(tables(of: business))
    }

    private func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }
}
