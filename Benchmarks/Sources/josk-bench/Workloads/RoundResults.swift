import BenchmarkPeers
import BenchmarkReport

/// The results of one contestant in its rounds.
struct RoundResults: Sendable {
    private var rates: [Double] = []
    private var medians: [Double] = []
    private var latencies = LatencyHistogram()

    mutating func add(rate: Double, latencies: LatencyHistogram) {
        rates.append(rate)
        medians.append(latencies.microseconds(atPercentile: 50))
        self.latencies.formUnion(latencies)
    }

    mutating func add(_ result: LoadResult) { add(rate: result.rate, latencies: result.latencies) }

    mutating func add(_ measurement: PeerMeasurement) {
        add(rate: measurement.purchasesPerSecond, latencies: LatencyHistogram(measurement))
    }

    var lastRate: Double? { rates.last }
    var medianRate: Double { Spread(rates).median }
    var medianLatency: Double { Spread(medians).median }

    func standing(of contestant: String, clients: Int?, note: String? = nil) -> Standing {
        Standing(
            contestant: contestant, rate: Spread(rates), medianLatency: Spread(medians),
            latency: latencies.summary, clients: clients, note: note)
    }
}
