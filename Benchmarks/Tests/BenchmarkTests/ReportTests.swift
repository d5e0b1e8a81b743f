import BenchmarkReport
import Foundation
import Testing

@Suite("Reports")
struct ReportTests {
    private static let workload = WorkloadReport(
        name: "uniform-256", meaning: "two lines <each>", unit: "purchases",
        standings: [
            Standing(
                contestant: "josk", rate: Spread([900, 1_100, 1_000]), medianLatency: Spread([1_500]),
                latency: LatencySummary(count: 3_000, p50: 1_500, p99: 9_000, p999: 20_000, maximum: 30_000),
                clients: 256),
            Standing(
                contestant: "hand & written", rate: Spread([500, 400, 600]), medianLatency: Spread([2_000])),
        ],
        ratios: [Ratio(workload: "uniform-256", peer: "hand-written", value: 2)],
        curves: [ClientCurve(contestant: "hand-written", points: [.init(clients: 8, rate: 500)])],
        remarks: ["audit: clean"], seconds: 12)

    private static let report = BenchmarkReport(
        startedAt: Date(timeIntervalSince1970: 0), seconds: 12, machine: [.init("cores", "2")],
        run: [.init("rounds", "3")], server: [.init("fsync", "on")], workloads: [workload])

    @Test("The text of a report has the settings, the figures and the remarks")
    func text() {
        let text = Self.report.text
        for part in ["fsync", "uniform-256", "900..1,100", "1.50 ms", "8: 500/s", "audit: clean"] {
            #expect(text.contains(part))
        }
    }

    @Test("A report that was encoded as JSON can be decoded")
    func json() throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        #expect(try decoder.decode(BenchmarkReport.self, from: Self.report.json()) == Self.report)
    }

    @Test("A chart is well-formed XML, even if names contain reserved characters")
    func chart() {
        let svg = ThroughputChart([Self.workload]).svg
        #expect(svg.contains("hand &amp; written"))
        #expect(!svg.contains("hand & written"))
        let opened = svg.matches(of: #/<[a-z]/#).count
        let closed = svg.matches(of: #/<\/[a-z]|\/>/#).count
        #expect(opened == closed)
    }

    @Test("The highest rate of a workload fills the width of a chart, and the bars are in proportion")
    func bars() {
        let svg = ThroughputChart([Self.workload]).svg
        // The highest round, 1,100, takes the full width (460); the medians are 1,000 and 500.
        #expect(svg.contains("width=\"418.2\""))
        #expect(svg.contains("width=\"209.1\""))
    }

    @Test("A chart without workloads is a valid image")
    func emptyChart() {
        #expect(ThroughputChart([]).svg.hasPrefix("<svg"))
    }
}
