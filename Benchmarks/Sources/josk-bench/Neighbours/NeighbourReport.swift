import BenchmarkReport

/// The results of loads as lines for readers, with the bounds that were exceeded.
struct NeighbourReport: Sendable {
    let alone: QuietTenant.Measurement
    private(set) var lines: [String]
    /// The bounds that were exceeded, and the failures of the quiet tenant's operations.
    private(set) var excesses: [String] = []

    var lastLine: String { lines.last ?? "" }

    init(alone: QuietTenant.Measurement) {
        self.alone = alone
        lines = [
            "alone: purchase \(Self.summary(alone.purchases)), read \(Self.summary(alone.reads))"
        ]
    }

    /// Adds the result of a load, and checks it.
    mutating func add(_ outcome: Neighbours.Outcome, within bounds: Neighbours.Bounds) {
        let purchase = check("purchase", of: outcome, alone.purchases, outcome.quiet.purchases, bounds)
        let read = check("read", of: outcome, alone.reads, outcome.quiet.reads, bounds)
        let load = outcome.load
        let failures = load.failureLine.map { "; failed: \($0)" } ?? ""
        lines.append(
            "beside \(outcome.name): \(purchase), \(read); the load: \(Figure.count(Double(load.acknowledged))) done"
                + "\(failures); \(Figure.decimal(Double(outcome.peakBytes) / 1_000_000, places: 0)) MB at most"
        )
    }

    /// Returns the description of an operation's latencies, and records each bound that they exceed.
    private mutating func check(
        _ operation: String, of outcome: Neighbours.Outcome, _ alone: LoadResult, _ beside: LoadResult,
        _ bounds: Neighbours.Bounds
    ) -> String {
        let place = "beside \(outcome.name), \(operation)"
        if let failures = beside.failureLine { excesses.append("\(place): failed: \(failures)") }
        guard let (before, after) = Self.summaries(alone, beside) else {
            excesses.append("\(place): nothing succeeded")
            return "\(operation): none"
        }
        let factor = after.p50 / before.p50
        if factor > bounds.factor {
            excesses.append(
                "\(place): the median is \(Self.times(factor)) × that of alone, above \(bounds.factor)")
        }
        if let limit = bounds.p99, after.p99 > limit {
            excesses.append(
                "\(place): p99 is \(Figure.milliseconds(after.p99)), above \(Figure.milliseconds(limit))")
        }
        return "\(operation) \(Self.summary(beside)) (\(Self.times(factor)) ×)"
    }

    private static func times(_ factor: Double) -> String { Figure.decimal(factor, places: 2) }

    private static func summaries(
        _ alone: LoadResult, _ beside: LoadResult
    ) -> (LatencySummary, LatencySummary)? {
        guard let before = alone.latencies.summary, let after = beside.latencies.summary, before.p50 > 0
        else { return nil }
        return (before, after)
    }

    private static func summary(_ result: LoadResult) -> String {
        guard let summary = result.latencies.summary else { return "none" }
        return "p50 \(Figure.milliseconds(summary.p50)) p99 \(Figure.milliseconds(summary.p99)) "
            + "max \(Figure.milliseconds(summary.maximum))"
    }
}
