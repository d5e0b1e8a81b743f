import JoskInMemory
import JoskLedger

/// Runs the body on the state as it was before the latest transaction: a read from a replica that lags.
actor StaleStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private var replicas: [Business.ID: InMemoryTables] = [:]

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        // What was added long ago has arrived on the replica; what moved last has not.
        var lagging = tables(of: business)
        for (id, rows) in replicas[business]?.items ?? [:] { lagging.items[id] = rows }
        var state = try lagging.state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        replicas[business] = tables(of: business)
        tenants[business, default: InMemoryTables()].append(state.changes)
        return output
    }
}
