internal import Metrics

/// What a queue counts. The meters are made with it; `Docs/operations.md` names them.
struct QueueMetrics: Sendable {
    private let length: Meter
    private let wait: Metrics.Timer
    private let batch: Recorder

    init(factory: any MetricsFactory) {
        length = Meter(label: "josk_queue_length", factory: factory)
        wait = Metrics.Timer(label: "josk_queue_wait_duration", factory: factory)
        batch = Recorder(label: "josk_batch_size", factory: factory)
    }

    /// So many commands more wait, or fewer. It is a difference, so that several ledgers with one factory show their sum.
    func recordGrowth(_ growth: Int) {
        if growth > 0 {
            length.increment(by: Double(growth))
        } else {
            length.decrement(by: Double(0 - growth))
        }
    }

    /// Records a batch that a transaction has taken.
    ///
    /// - Parameters:
    ///   - queuedAt: When each part of it was queued.
    ///   - commandCount: How many commands it has.
    func record(_ queuedAt: some Sequence<ContinuousClock.Instant>, commandCount: Int) {
        let now = ContinuousClock.now
        for start in queuedAt { wait.record(duration: now - start) }
        batch.record(commandCount)
    }
}
