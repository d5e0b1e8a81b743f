import JoskInMemory
import JoskLedger

/// Answers first and commits when the next transaction comes: a crash in between would lose what a caller was
/// told.
actor HastyStore: BrokenStore {
    private var tenants: [Business.ID: Tables] = [:]
    private var pending: [(business: Business.ID, changes: Changes)] = []

    func tables(of business: Business.ID) -> Tables { tenants[business] ?? Tables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        for (business, changes) in pending { tenants[business, default: Tables()].append(changes) }
        pending = []
        guard let work = work() else { return nil }
        var state = tables(of: business).state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        pending.append((business, state.changes))
        return output
    }
}
