import JoskInMemory
import JoskLedger

/// A store with one flaw, made to show that the conformance suite can fail. Each is the kind of mistake that
/// somebody has made in a real one. The flaw is in `transact`, or in which tables are found; the rest is
/// sound.
protocol BrokenStore: SnapshotStore, Actor where Reader == InMemoryTables {
    /// The tables of a business, as the store finds them.
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
