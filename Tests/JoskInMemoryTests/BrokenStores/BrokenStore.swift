import JoskInMemory
import JoskLedger

/// A store with one flaw, which shows that the conformance suite can fail.
///
/// Each flaw is a kind of mistake that was made in a real store. The flaw is in `transact`, or in which tables
/// are found; the rest is correct.
protocol BrokenStore: SnapshotStore, Actor where Reader == InMemoryTables {
    /// Returns the tables of a business, as the store finds them.
    func tables(of business: Business.ID) -> InMemoryTables
}

extension BrokenStore {
    nonisolated var now: Timestamp { .now }

    func read<Answer: Sendable>(
        in business: Business.ID, _ body: @escaping @Sendable (InMemoryTables) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        try body(tables(of: business))
    }
}
