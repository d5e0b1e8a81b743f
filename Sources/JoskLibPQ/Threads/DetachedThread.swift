import CJoskLibPQ
import Foundation

/// A thread that ends with its body, and that no other thread joins.
///
/// Foundation's `Thread` does not report that the system has started no thread, and its name does not reach the system
/// on Linux.
enum DetachedThread {
    /// The name and the body of a new thread.
    private final class Work {
        let name: String
        let body: @Sendable () -> Void

        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
    }

    /// Starts a thread.
    ///
    /// - Parameters:
    ///   - name: The name that debuggers and `top` show; 15 bytes at most.
    ///   - body: The code that the thread runs.
    /// - Throws: ``PostgresError/unreachable(_:_:)`` if the system starts no thread. The body then was not run.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) throws(PostgresError) {
        // Invariant: one reference, which the thread takes over; if no thread starts, it is released here.
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
        throw .unreachable("no thread could be started: \(String(cString: strerror(error)))")
    }
}
