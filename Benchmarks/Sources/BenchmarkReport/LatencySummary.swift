/// The distribution of latencies, in microseconds.
package struct LatencySummary: Codable, Sendable, Hashable {
    package let count: Int
    package let p50: Double
    package let p99: Double
    package let p999: Double
    package let maximum: Double

    package init(count: Int, p50: Double, p99: Double, p999: Double, maximum: Double) {
        self.count = count
        self.p50 = p50
        self.p99 = p99
        self.p999 = p999
        self.maximum = maximum
    }

    /// The summary for readers, such as `p50 1.20 ms, p99 3.45 ms, p99.9 10.1 ms, at most 12.3 ms`.
    package var line: String {
        "p50 \(Figure.milliseconds(p50)), p99 \(Figure.milliseconds(p99)), "
            + "p99.9 \(Figure.milliseconds(p999)), at most \(Figure.milliseconds(maximum))"
    }
}
