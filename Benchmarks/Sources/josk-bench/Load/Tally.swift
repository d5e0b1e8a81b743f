import Synchronization

/// The result of a load: the counts of operations, their latencies and their failures.
struct LoadResult: Sendable {
    /// The number of operations within the measured span.
    var counted = 0
    /// The number of all successful operations, including the warm-up: as many must have been written.
    var acknowledged = 0
    var seconds = 0.0
    var latencies = LatencyHistogram()
    /// The number of failures of each kind.
    var failures: [String: Int] = [:]
    /// The time of the last response before the measured span.
    fileprivate var lastBefore: ContinuousClock.Instant?
    /// The time of the last response within the measured span.
    fileprivate var lastCounted: ContinuousClock.Instant?

    var rate: Double { seconds > 0 ? Double(counted) / seconds : 0 }

    /// The rate between two responses instead of between the two ends of the span.
    ///
    /// The ends of the span may cut off a batch, which is a twentieth in two seconds with twenty batches. The rate is
    /// that of responses within the span, not of operations due in it.
    var rateBetweenResponses: Double {
        guard let lastBefore, let lastCounted, lastBefore < lastCounted else { return rate }
        return Double(counted) / ((lastCounted - lastBefore) / .seconds(1))
    }

    /// Adds the operations and failures of another load.
    mutating func formUnion(_ other: LoadResult) {
        counted += other.counted
        acknowledged += other.acknowledged
        latencies.formUnion(other.latencies)
        failures.merge(other.failures, uniquingKeysWith: +)
    }

    /// The failures as a line for readers; nil if there are none.
    var failureLine: String? {
        guard !failures.isEmpty else { return nil }
        return failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}

/// The shared tally of many callers' operations.
final class Tally: Sendable {
    private let span: Span.Running
    private let state: Mutex<LoadResult>

    init(_ span: Span.Running) {
        self.span = span
        state = Mutex(LoadResult())
    }

    /// Records a completed operation by the time of its response.
    ///
    /// - Parameters:
    ///   - moment: The time of the response. An operation counts if its response is within the span, regardless of
    ///     its beginning.
    ///   - begun: The beginning of the wait for the response.
    func done(at moment: ContinuousClock.Instant, begun: ContinuousClock.Instant) {
        state.withLock { state in
            state.acknowledged += 1
            // Callers may arrive here in another order than their responses.
            if moment < span.countsFrom { state.lastBefore = max(moment, state.lastBefore ?? moment) }
            guard span.counts(moment) else { return }
            state.counted += 1
            state.lastCounted = max(moment, state.lastCounted ?? moment)
            state.latencies.record(moment - begun)
        }
    }

    /// Records a completed operation by its due time.
    ///
    /// An operation that was due within the span counts, however late it ended.
    func done(at moment: ContinuousClock.Instant, due: ContinuousClock.Instant) {
        state.withLock { state in
            state.acknowledged += 1
            guard span.counts(due) else { return }
            state.counted += 1
            state.latencies.record(moment - due)
        }
    }

    func failed(_ failure: LoadFailure) {
        state.withLock { $0.failures[failure.code, default: 0] += 1 }
    }

    func result(of span: Span) -> LoadResult {
        var result = state.withLock { $0 }
        result.seconds = span.seconds
        return result
    }
}

/// The failure of an operation, with a short name of its reason.
struct LoadFailure: Error, Hashable {
    let code: String
}
