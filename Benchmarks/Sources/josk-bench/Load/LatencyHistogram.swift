import BenchmarkPeers
import BenchmarkReport
import Histogram

/// Latencies in microseconds, to three digits.
struct LatencyHistogram: Sendable {
    /// The longest recorded latency, which is an hour.
    ///
    /// No operation takes that long; a longer latency would be counted as an hour.
    private static let longest: UInt64 = 3_600_000_000

    private var histogram = Histogram<UInt64>(
        lowestDiscernibleValue: 1, highestTrackableValue: longest, numberOfSignificantValueDigits: .three)

    var count: Int { Int(histogram.totalCount) }

    mutating func record(_ duration: Duration) {
        record(microseconds: duration / .microseconds(1))
    }

    mutating func record(microseconds: Double) {
        histogram.record(UInt64(min(max(microseconds, 0), Double(Self.longest))))
    }

    mutating func formUnion(_ other: LatencyHistogram) { histogram.add(other.histogram) }

    func microseconds(atPercentile percentile: Double) -> Double {
        count > 0 ? Double(histogram.valueAtPercentile(percentile)) : 0
    }

    var summary: LatencySummary? {
        guard count > 0 else { return nil }
        return LatencySummary(
            count: count, p50: microseconds(atPercentile: 50), p99: microseconds(atPercentile: 99),
            p999: microseconds(atPercentile: 99.9), maximum: Double(histogram.max))
    }
}

extension LatencyHistogram {
    /// Creates a histogram of the latencies of a peer's transactions.
    init(_ measurement: PeerMeasurement) {
        self.init()
        for latency in measurement.latenciesInMicroseconds { record(microseconds: Double(latency)) }
    }
}
