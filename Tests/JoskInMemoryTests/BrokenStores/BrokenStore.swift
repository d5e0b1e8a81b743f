import JoskInMemory
import JoskLedger

/// A store with one flaw, made to show that the conformance suite can fail. Each is the kind of mistake that
/// somebody has made in a real one. The flaw is in `transact`, or in which tables are found; the rest is
/// sound.
protocol BrokenStore: Store, Actor {
    /// The tables of a business, as the store finds them.
    func tables(of business: Business.ID) -> Tables
}

extension BrokenStore {
    func snapshot(of footprint: Footprint, for business: Business.ID) async throws(StoreError) -> State {
        tables(of: business).state(of: footprint, for: business, now: .now)
    }

    func account(_ lookup: CustomerLookup, of business: Business.ID) async throws(StoreError) -> Account? {
        tables(of: business).account(lookup)
    }

    func item(_ lookup: ProductLookup, of business: Business.ID) async throws(StoreError) -> InventoryItem? {
        tables(of: business).item(lookup)
    }

    func order(_ lookup: OrderLookup, of business: Business.ID) async throws(StoreError) -> OrderRecord? {
        tables(of: business).order(lookup)
    }

    func orders(
        by customer: Customer.ID, of business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<OrderRecord> {
        tables(of: business).orders(by: customer, page)
    }

    func ledger(
        of customer: Customer.ID, of business: Business.ID, _ page: PageRequest
    ) async throws(StoreError) -> Page<LedgerEntry> {
        tables(of: business).ledger(of: customer, page)
    }

    func fold<Result: Sendable>(
        factsOf business: Business.ID, into initial: Result, _ step: @Sendable (inout Result, Fact) -> Void
    ) async throws(StoreError) -> Result {
        var result = initial
        tables(of: business).forEachFact { step(&result, $0) }
        return result
    }
}
