import Foundation

/// A thread of its own that runs an actor's jobs, one after another, in the order in which they came.
///
/// A connection waits for its server, and waiting is forbidden on the threads that Swift's tasks share: there
/// are only as many as cores, and with all of them waiting for row locks none is left to run the COMMIT that
/// frees them. A connection is rare and long-lived, so it can have a thread.
final class ThreadExecutor: SerialExecutor {
    /// What the thread and those who give it work decide on together.
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isStopped = false
    }

    // Invariant: `queue` is touched only while `condition` is locked.
    private nonisolated(unsafe) var queue = Queue()
    private let condition = NSCondition()

    /// Starts the thread.
    ///
    /// - Throws: ``PostgresError/unreachable(_:_:)`` if there is none to be had: what waited for it would wait for ever.
    init(name: String) throws(PostgresError) { try DetachedThread.start(name: name) { [self] in run() } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        precondition(!queue.isStopped, "a job was given to a thread that has been stopped")
        queue.jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    /// Ends the thread once it has run what it was given. Nothing may be given to it any more.
    func stop() {
        condition.lock()
        queue.isStopped = true
        condition.signal()
        condition.unlock()
    }

    /// The thread keeps the executor alive until it ends.
    private func run() {
        while let jobs = next() {
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    /// Waits for jobs; nil once the thread is to end.
    private func next() -> [UnownedJob]? {
        condition.lock()
        defer { condition.unlock() }
        while queue.jobs.isEmpty {
            if queue.isStopped { return nil }
            condition.wait()
        }
        defer { queue.jobs.removeAll(keepingCapacity: true) }
        return queue.jobs
    }
}
