import JoskInMemory
import JoskLedger

/// Never finds a journal entry again: idempotency is forgotten.
actor ForgetfulStore: BrokenStore {
    private var tenants: [Business.ID: Tables] = [:]

    func tables(of business: Business.ID) -> Tables { tenants[business] ?? Tables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @Sendable () -> Work<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var forgetful = tables(of: business)
        forgetful.journal = [:]
        var state = forgetful.state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        tenants[business, default: Tables()].append(state.changes)
        return output
    }
}
