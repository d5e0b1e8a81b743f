import JoskInMemory
import JoskLedger

/// A store that takes its snapshot before it waits for the lock, and runs the body on that snapshot.
///
/// `SELECT … FOR UPDATE` and a sum in one statement do the same under READ COMMITTED.
actor SnapshotBeforeWaitStore: BrokenStore {
    private var tenants: [Business.ID: InMemoryTables] = [:]
    private var isLocked = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func tables(of business: Business.ID) -> InMemoryTables { tenants[business] ?? InMemoryTables() }

    func transact<Output: Sendable>(
        in business: Business.ID, _ work: @escaping @Sendable () -> TransactionWork<Output>?
    ) async throws(StoreError) -> Output? {
        guard let work = work() else { return nil }
        var state = try tables(of: business).state(of: work.footprint, in: business, now: .now)
        await lock()
        await Task.yield()
        let output = work.body(&state)
        tenants[business, default: InMemoryTables()].append(state.changes)
        unlock()
        return output
    }

    private func lock() async {
        if isLocked {
            await withCheckedContinuation { waiters.append($0) }
        } else {
            isLocked = true
        }
    }

    /// Hands the lock to the next waiter, if there is one.
    private func unlock() {
        if waiters.isEmpty { isLocked = false } else { waiters.removeFirst().resume() }
    }
}
