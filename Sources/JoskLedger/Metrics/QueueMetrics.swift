internal import Metrics

/// The metrics of a command queue, created with it.
///
/// The documentation of ``Ledger`` lists their names.
struct QueueMetrics: Sendable {
    private let length: Meter
    private let wait: Metrics.Timer
    private let batch: Recorder

    init(factory: any MetricsFactory) {
        length = Meter(label: "josk_queue_length", factory: factory)
        wait = Metrics.Timer(label: "josk_queue_wait_duration", factory: factory)
        batch = Recorder(label: "josk_batch_size", factory: factory)
    }

    /// Records a change in the number of waiting commands.
    ///
    /// The metric is changed by the difference, so that several ledgers with one factory show their sum.
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
    ///   - queuedAt: The time at which each pending command or bulk chunk of the batch was queued.
    ///   - commandCount: The number of commands in the batch.
    func record(_ queuedAt: some Sequence<ContinuousClock.Instant>, commandCount: Int) {
        let now = ContinuousClock.now
        for start in queuedAt { wait.record(duration: now - start) }
        batch.record(commandCount)
    }
}
