import JoskLedger
import JoskPostgres
import JoskTesting
import Logging
import MetricsTestKit
import PostgresWorker
import Testing

@Suite("Metrics on the operations page")
struct MetricsPageTests {
    /// Returns all metrics that a ledger and a store create; a store creates its part before it connects.
    private func made() async -> TestMetrics {
        let metrics = TestMetrics()
        let store = PostgresStore(PostgresConfiguration(url: ""), logger: .silent, metrics: metrics)
        _ = Ledger(store: store, queue: .patient, metrics: metrics)
        await store.shutdown()
        return metrics
    }

    /// The name of a metric, its type, and its dimensions with their values.
    private typealias Series = (label: String, type: String, dimensions: [(String, String)])

    private func series(_ metrics: TestMetrics) -> [Series] {
        metrics.counters.map { ($0.label, "counter", $0.dimensions) }
            + metrics.timers.map { ($0.label, "timer", $0.dimensions) }
            + metrics.meters.map { ($0.label, "gauge", $0.dimensions) }
            + metrics.recorders.map { ($0.label, "recorder", $0.dimensions) }
    }

    @Test("The operations page lists every metric with its type and its dimensions, and no other")
    func names() async throws {
        let made = series(await made()).map { series in
            MetricsPage.Metric(
                label: series.label, type: series.type, dimensions: Set(series.dimensions.map(\.0)))
        }
        #expect(try MetricsPage().metrics == Set(made))
        #expect(made.allSatisfy { $0.label.hasPrefix("josk_") })
    }

    @Test("The operations page lists every value of every dimension, and no other")
    func values() async throws {
        var values: [String: Set<String>] = [:]
        for series in series(await made()) {
            for (name, value) in series.dimensions { values[name, default: []].insert(value) }
        }
        let page = try MetricsPage()
        #expect(page.values.keys.sorted() == values.keys.sorted())
        for (name, values) in values {
            #expect(page.values[name] == values, "\(name)")
        }
    }
}
