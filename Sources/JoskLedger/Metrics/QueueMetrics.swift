internal import Metrics

/// What a queue counts. The meters are made with it; `Docs/operations.md` names them.
struct QueueMeters: Sendable {
    private let length: Meter
    private let wait: Metrics.Timer
    private let batch: Recorder

    init(factory: any MetricsFactory) {
        length = Meter(label: "josk_queue_length", factory: factory)
        wait = Metrics.Timer(label: "josk_queue_wait_duration", factory: factory)
        batch = Recorder(label: "josk_batch_size", factory: factory)
    }

    /// So many commands more wait, or fewer. It is a difference, so that several ledgers with one factory show their sum.
    func noteGrowth(_ growth: Int) {
        if growth > 0 {
            length.increment(by: Double(growth))
        } else {
            length.decrement(by: Double(0 - growth))
        }
    }

    /// A transaction has taken what it is to do.
    func note(_ taken: QueueMachine<Submission>.Taken) {
        let now = ContinuousClock.now
        for entry in taken.entries { wait.record(duration: now - entry.since) }
        batch.record(taken.entries.reduce(0) { $0 + $1.commandCount })
    }
}
