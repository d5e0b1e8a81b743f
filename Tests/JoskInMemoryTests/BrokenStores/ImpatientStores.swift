import JoskInMemory
import JoskLedger
import JoskTesting

// Stores that ask for work at the wrong time or handle a cancellation wrongly.

/// A store that asks for work to see if there is any, and asks again to run it.
struct InsistentStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard work() != nil else { return nil }
        return try await store.transact(in: business, work)
    }
}

/// A store that rolls back the work that it has taken when the task is cancelled.
///
/// A store does so if a library beneath it passes the cancellation on.
struct FaithlessStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let taken = work() else { return nil }
        if Task.isCancelled { throw .cancellation }
        return try await store.transact(in: business) { taken }
    }
}

/// A store that commits the work, and then reports that the task was cancelled.
struct LyingStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        let output = try await store.transact(in: business, work)
        if Task.isCancelled { throw .cancellation }
        return output
    }
}

extension StoreError {
    fileprivate static let cancellation = StoreError(
        .cancelled, outcome: .notCommitted, isRetriable: false, message: "the task was cancelled")
}
