import JoskInMemory
import JoskLedger

/// A store that never finds a journal entry again, and so has no idempotency.
actor ForgetfulStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var forgetful = tables(of: business)
        forgetful.journal = [:]
        var state = try forgetful.state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        tenants[business, default: InMemoryTables()].append(state.changes)
        return output
    }
}
