internal import JoskLock

/// What a pool's connections are doing, at one moment.
package struct PoolUsage: Sendable, Hashable {
    package var idle = 0
    package var leased = 0
    package var opening = 0
    package var closing = 0
    /// Who waits for a connection, also for one that is being opened.
    package var waiters = 0

    package init() {}

    package var connections: Int { idle + leased + opening + closing }
}

/// Told how a pool was used when this was last told, and how it is used now.
package typealias PoolObserver = @Sendable (_ before: PoolUsage, _ now: PoolUsage) -> Void

/// Tells somebody of a pool's use, in order: the pool decides on many threads, and what is told last must be what is so.
final class PoolUsageReporter: Sendable {
    /// What was told last. Its lock is held while the observer is told, and the pool's is free by then.
    private let last = Locked(PoolUsage())
    private let observer: PoolObserver

    init(_ observer: @escaping PoolObserver) { self.observer = observer }

    /// Tells of a change that was made before the call, unless somebody has told of it already.
    ///
    /// - Parameter use: Looks at the pool. It is asked when those who came before have been told, so that what it
    ///   answers is never older than what they were told.
    func report(_ use: () -> PoolUsage) {
        last.withLock { last in
            let use = use()
            if use == last { return }
            observer(last, use)
            last = use
        }
    }
}
