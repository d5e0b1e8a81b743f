import JoskLibPQ
import Metrics

/// What a store counts: where the time of its transactions goes, what is tried again and why, how long reads take.
///
/// The meters are made with it, and none is looked up in the host's factory later. Their names and dimensions stand in
/// `Docs/operations.md`.
struct PostgresMetrics: Sendable {
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

    /// A phase of an attempt is over, well or not.
    func record(_ phase: TransactionPhase, since start: ContinuousClock.Instant) {
        phases[phase]?.record(duration: .now - start)
    }

    /// Runs a phase of an attempt.
    func time<Value, Failure: Error>(
        _ phase: TransactionPhase, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let start = ContinuousClock.now
        defer { record(phase, since: start) }
        return try body()
    }

    /// Something will be tried again.
    func recordRetry(_ cause: RetryCause) { retries[cause]?.increment() }

    /// A read is over, well or not, with all that was tried again.
    func recordRead(since start: ContinuousClock.Instant) { reads.record(duration: .now - start) }

    /// A meter for each value of a dimension.
    private static func each<Value: RawRepresentable<String> & CaseIterable & Hashable, Meter>(
        _ make: (String) -> Meter
    ) -> [Value: Meter] {
        Dictionary(uniqueKeysWithValues: Value.allCases.map { ($0, make($0.rawValue)) })
    }
}
