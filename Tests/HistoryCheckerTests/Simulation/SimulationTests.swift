import Foundation
import HistoryChecker
import Testing

/// The values of the environment that make the tests larger.
private enum Size {
    private static let environment = ProcessInfo.processInfo.environment

    /// The seeds of the simulated histories, for example `JOSK_HISTORY_SEEDS=1-4000`.
    static let seeds: ClosedRange<UInt64> = {
        let bounds = environment["JOSK_HISTORY_SEEDS"]?.split(separator: "-").compactMap { UInt64($0) }
        guard let bounds, bounds.count == 2, bounds[0] <= bounds[1] else { return 1...50 }
        return bounds[0]...bounds[1]
    }()
    /// The number of calls of the large history, for example `JOSK_HISTORY_CALLS=300000`.
    static let calls = environment["JOSK_HISTORY_CALLS"].flatMap { Int($0) }
    /// A directory for the large history, which is kept.
    static let directory = environment["JOSK_HISTORY_DIRECTORY"]
}

@Suite("Simulated histories")
struct SimulationTests {
    @Test("Random correct histories have no violations")
    func noViolations() throws {
        print("seeds of simulated histories: \(Size.seeds)")
        var counts: [String: Int] = [:]
        for seed in Size.seeds {
            var simulation = Simulation(seed: seed)
            let report = try simulation.run(calls: 250).check()
            #expect(report.violations.isEmpty, "seed \(seed): \(report.text())")
            for count in report.commands { counts[count.name, default: 0] += count.count }
        }
        print("commands of simulated histories: \(counts.sorted { $0.key < $1.key })")
        let names = ["accepted", "committed", "rejected", "keyReused"]
        for name in names + ["unknown (carried out)", "unknown (not carried out)"] {
            #expect(counts[name, default: 0] > 0, "no command was \(name)")
        }
    }

    @Test("Random histories of a faulty ledger have violations", arguments: Simulation.Fault.allCases)
    func faults(fault: Simulation.Fault) throws {
        print("seeds of histories with the fault \(fault): 1...5")
        for seed: UInt64 in 1...5 {
            var simulation = Simulation(seed: seed, fault: fault)
            let report = try simulation.run(calls: 250).check()
            #expect(!report.violations.isEmpty, "seed \(seed)")
        }
    }

    @Test(
        "A large random correct history has no violations",
        .enabled(if: Size.calls != nil, "JOSK_HISTORY_CALLS sets the number of calls"))
    func largeHistory() throws {
        let seed: UInt64 = 1
        print("seed of the large history: \(seed)")
        var simulation = Simulation(seed: seed, tasksPerProcess: 16, customers: 200, products: 100)
        let history = simulation.run(calls: try #require(Size.calls))
        let directory = URL(
            fileURLWithPath: Size.directory ?? NSTemporaryDirectory() + "josk-history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { if Size.directory == nil { try? FileManager.default.removeItem(at: directory) } }
        let text = history.lines.map(\.description).joined(separator: "\n")
        try Data(text.utf8).write(to: directory.appending(path: "all.jsonl"))

        let clock = ContinuousClock()
        var read: History?
        let readingTime = try clock.measure { read = try History(readingFilesIn: directory) }
        var report: HistoryReport?
        let checkingTime = clock.measure { report = read?.check() }
        print("read in \(readingTime), checked in \(checkingTime)\n\(report?.text() ?? "")")
        #expect(report?.violations.isEmpty == true)
    }
}
