import JoskLibPQ
import Metrics

/// The metrics of a store's transactions and reads: the duration of each phase of a transaction, the retries by cause,
/// and the duration of reads without scans.
///
/// The initializer creates all metrics, so that no later measurement looks one up in the application's factory.
struct PostgresMetrics: Sendable {
    // Docs/operations.md lists the names and dimensions; a test compares them.

    private let phases: [TransactionPhase: Metrics.Timer]
    private let retries: [RetryCause: Counter]
    private let reads: Metrics.Timer

    init(factory: any MetricsFactory) {
        phases = Self.each { phase in
            Metrics.Timer(
                label: "josk_postgres_transaction_duration", dimensions: [("phase", phase)], factory: factory)
        }
        retries = Self.each { cause in
            Counter(label: "josk_postgres_retries", dimensions: [("sqlstate", cause)], factory: factory)
        }
        reads = Metrics.Timer(label: "josk_postgres_read_duration", factory: factory)
    }

    /// Records a phase of an attempt, which has finished, successfully or not.
    func record(_ phase: TransactionPhase, since start: ContinuousClock.Instant) {
        phases[phase]?.record(duration: .now - start)
    }

    /// Runs a phase of an attempt and records its duration.
    func time<Value, Failure: Error>(
        _ phase: TransactionPhase, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = ContinuousClock.now
        defer { record(phase, since: start) }
        return try body()
    }

    /// Counts a retry.
    func recordRetry(_ cause: RetryCause) { retries[cause]?.increment() }

    /// Records a read with its retries, which has finished, successfully or not.
    func recordRead(since start: ContinuousClock.Instant) { reads.record(duration: .now - start) }

    /// Returns a metric for each value of a dimension.
    private static func each<Value: RawRepresentable<String> & CaseIterable & Hashable, Metric>(
        _ make: (String) -> Metric
    ) -> [Value: Metric] {
        Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0, make($0.rawValue)) })
    }
}
