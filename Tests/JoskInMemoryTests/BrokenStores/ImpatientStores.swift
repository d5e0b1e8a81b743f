import JoskInMemory
import JoskLedger
import JoskTesting

// Stores that get wrong when work is asked for, and what a cancellation means.

/// Looks whether there is work, and asks for it again to run it.
struct InsistentStore: ForwardingStore {
    let store: any Store = InMemoryStore()

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard work() != nil else { return nil }
        return try await store.transact(in: business, work)
    }
}

/// Rolls back what it has taken when the task is cancelled, as a library may that passes cancellation on.
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

/// Does what it was asked to, and then finds that the task was cancelled.
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
