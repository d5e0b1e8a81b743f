import Foundation

/// A value behind a lock, for decisions that several threads share.
///
/// The lock is never held during a wait. It is a pthread mutex underneath, which the thread sanitizer understands; for
/// `Synchronization.Mutex` it reports false races.
package final class Locked<Value: Sendable>: @unchecked Sendable {
    // Invariant: `value` is touched only between lock and unlock.
    private let lock = NSLock()
    private var value: Value

    package init(_ value: Value) { self.value = value }

    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
