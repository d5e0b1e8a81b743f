import Foundation

/// A thread that runs an actor's jobs one after another, in the order in which they were enqueued.
///
/// A connection waits for its server, and waiting is forbidden on the threads that Swift's tasks share: there are only
/// as many as cores, and with all of them waiting for row locks, none is left to run the COMMIT that releases the
/// locks. Connections are few and long-lived, so each can have a thread.
final class ThreadExecutor: SerialExecutor {
    /// The state that the thread shares with the callers that enqueue jobs.
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isStopped = false
    }

    // Invariant: `queue` is touched only while `condition` is locked.
    private nonisolated(unsafe) var queue = Queue()
    private let condition = NSCondition()

    /// Creates an executor, and starts its thread.
    ///
    /// - Throws: ``PostgresError/unreachable(_:_:)`` if no thread can be started: jobs for it would wait without end.
    init(name: String) throws(PostgresError) { try DetachedThread.start(name: name) { [self] in run() } }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        condition.lock()
        precondition(!queue.isStopped, "a job was enqueued on a thread that has been stopped")
        queue.jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    /// Ends the thread once it has run all enqueued jobs.
    ///
    /// No further job may be enqueued.
    func stop() {
        condition.lock()
        queue.isStopped = true
        condition.signal()
        condition.unlock()
    }

    /// Runs jobs until the thread is stopped.
    ///
    /// The thread keeps the executor alive until it ends.
    private func run() {
        while let jobs = next() {
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }

    /// Waits for jobs, and returns nil once the thread is to end.
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
