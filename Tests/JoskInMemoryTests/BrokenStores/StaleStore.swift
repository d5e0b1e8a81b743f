import JoskInMemory
import JoskLedger

/// A store that runs the body on the state before the latest transaction, as a read from a lagging replica
/// does.
actor StaleStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private var replicas: [Business.ID: InMemoryTables] = [:]

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        // Earlier additions have arrived on the replica; the latest stock movements have not.
        var lagging = tables(of: business)
        for (id, rows) in replicas[business]?.items ?? [:] { lagging.items[id] = rows }
        var state = try lagging.state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        replicas[business] = tables(of: business)
        tenants[business, default: InMemoryTables()].append(state.changes)
        return output
    }
}
