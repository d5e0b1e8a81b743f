import JoskInMemory
import JoskLedger

/// A store that writes the order and the ledger, and loses the stock movements: half of the changes.
actor HalfStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        let before = tables(of: business)
        var state = try before.state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        var after = before
        after.append(state.changes)
        if !state.changes.orders.isEmpty { after.items = before.items }
        tenants[business] = after
        return output
    }
}
