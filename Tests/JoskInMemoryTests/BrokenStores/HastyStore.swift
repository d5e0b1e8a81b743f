import JoskInMemory
import JoskLedger

/// A store that returns results first, and commits when the next transaction begins.
///
/// A crash in between would lose changes whose results were returned.
actor HastyStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private var pending: [(business: Business.ID, changes: TransactionChanges)] = []

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        for (business, changes) in pending { tenants[business, default: InMemoryTables()].append(changes) }
        pending = []
        guard let work = work() else { return nil }
        var state = try tables(of: business).state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        pending.append((business, state.changes))
        return output
    }
}
