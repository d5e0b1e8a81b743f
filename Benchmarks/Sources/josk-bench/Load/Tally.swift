import Synchronization

/// What became of a load: how much was done and counted, how long it took, and what failed.
struct LoadResult: Sendable {
    /// Done within the measured span.
    var counted = 0
    /// Done at all, in the warm-up too: as many must have been written.
    var told = 0
    var seconds = 0.0
    var latencies = LatencyHistogram()
    /// How often each kind of failure came up.
    var failures: [String: Int] = [:]
    /// The last answer before the measured span, and the last one within it.
    fileprivate var lastBefore: ContinuousClock.Instant?
    fileprivate var lastCounted: ContinuousClock.Instant?

    var rate: Double { seconds > 0 ? Double(counted) / seconds : 0 }

    /// The rate between two answers instead of between the two ends of the span, which may cut off a batch: in two
    /// seconds with twenty batches that is a twentieth. Of answers that came within the span, not of those due in it.
    var rateBetweenAnswers: Double {
        guard let lastBefore, let lastCounted, lastBefore < lastCounted else { return rate }
        return Double(counted) / ((lastCounted - lastBefore) / .seconds(1))
    }

    /// For people; nil if nothing failed.
    var failureLine: String? {
        guard !failures.isEmpty else { return nil }
        return failures.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
}

/// Where many callers note what they did.
final class Tally: Sendable {
    private let span: Span.Running
    private let state: Mutex<LoadResult>

    init(_ span: Span.Running) {
        self.span = span
        state = Mutex(LoadResult())
    }

    /// Notes what was done.
    ///
    /// - Parameters:
    ///   - moment: When the answer came: what was answered within the span counts, whenever it began.
    ///   - begun: When the waiting began.
    func done(at moment: ContinuousClock.Instant, begun: ContinuousClock.Instant) {
        state.withLock { state in
            state.told += 1
            // Callers come here in another order than that of their answers.
            if moment < span.countsFrom { state.lastBefore = max(moment, state.lastBefore ?? moment) }
            guard span.counts(moment) else { return }
            state.counted += 1
            state.lastCounted = max(moment, state.lastCounted ?? moment)
            state.latencies.record(moment - begun)
        }
    }

    /// Notes what was done, by when it should have begun: what was due within the span counts, however late it ended.
    func done(at moment: ContinuousClock.Instant, due: ContinuousClock.Instant) {
        state.withLock { state in
            state.told += 1
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

/// That something was not done, by a short name of why.
struct LoadFailure: Error, Hashable {
    let code: String
}
