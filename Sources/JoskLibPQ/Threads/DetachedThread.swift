import CJoskLibPQ
import Foundation

/// A thread of its own, which ends with its body and is waited for by nobody.
///
/// Foundation's `Thread` does not say when there is no thread to be had, and its name does not reach the system on Linux.
enum DetachedThread {
    /// What a thread is born with.
    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
    }

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: What debuggers and `top` show: 15 bytes at most.
    ///   - body: What it does.
    /// - Throws: ``PostgresError/unreachable(_:_:)`` if the system gives no thread. The body then was not run.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(PostgresError) {
        // Invariant: one reference, which the thread takes over; without a thread it is given back here.
        let work = Unmanaged.passRetained(Work(name, body))
        let error = JoskStartThread(
            { context in
                guard let context else { return nil }
                let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                JoskNameThread(work.name)
                work.body()
                return nil
            }, work.toOpaque())
        if error == 0 { return }
        work.release()
        throw .unreachable("no thread is to be had: \(String(cString: strerror(error)))")
    }
}
