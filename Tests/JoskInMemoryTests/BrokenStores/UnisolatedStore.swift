import JoskInMemory
import JoskLedger

/// A store that suspends between load and save without a lock.
///
/// The actor is re-entrant, so other transactions run in between.
actor UnisolatedStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var state = try tables(of: business).state(of: work.footprint, in: business, now: .now)
        await Task.yield()
        let output = work.body(&state)
        tenants[business, default: InMemoryTables()].append(state.changes)
        return output
    }
}
