internal import JoskLock

/// The number of a pool's connections in each state, and of its waiters, at one moment.
package struct PoolUsage: Sendable, Hashable {
    package var idle = 0
    package var leased = 0
    package var opening = 0
    package var closing = 0
    /// The callers that wait for a connection, including one that is being opened.
    package var waiters = 0

    package init() {}

    package var connections: Int { idle + leased + opening + closing }
}

/// A function that receives a pool's usage at its previous call, and the usage now.
package typealias PoolObserver = @Sendable (_ before: PoolUsage, _ now: PoolUsage) -> Void

/// A reporter of a pool's usage to an observer, in order.
///
/// The pool decides on many threads, and the last reported usage must be the current one.
final class PoolUsageReporter: Sendable {
    /// The last reported usage.
    ///
    /// Its lock is held while the observer runs, and the pool's lock is free by then.
    private let last = Locked(PoolUsage())
    private let observer: PoolObserver

    init(_ observer: @escaping PoolObserver) { self.observer = observer }

    /// Reports a change that was made before the call, unless it has been reported already.
    ///
    /// - Parameter use: A function that returns the pool's usage. It is called when all earlier reports are complete,
    ///   so that its result is never older than theirs.
    func report(_ use: () -> PoolUsage) {
        last.withLock { last in
            let use = use()
            if use == last { return }
            observer(last, use)
            last = use
        }
    }
}
