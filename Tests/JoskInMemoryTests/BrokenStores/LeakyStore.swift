import JoskInMemory
import JoskLedger

/// A store that keeps all businesses in the same tables, as if `WHERE business_id = $1` were missing.
actor LeakyStore: BrokenStore {
    private var everything = InMemoryTables()
    private var businesses: [Business.ID: Business] = [:]

    func tables(of business: Business.ID) -> InMemoryTables {
        var tables = everything
        tables.existingBusiness = businesses[business]
        // Keys are looked up by business, or no second business could be created.
        if tables.existingBusiness == nil { tables.journal = [:] }
        return tables
    }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var state = try tables(of: business).state(of: work.footprint, in: business, now: .now)
        let output = work.body(&state)
        if let created = state.changes.business { businesses[business] = created }
        everything.append(state.changes)
        return output
    }
}
