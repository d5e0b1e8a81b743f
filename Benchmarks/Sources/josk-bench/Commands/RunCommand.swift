import ArgumentParser
import BenchmarkReport
import Foundation

/// `josk-bench run`
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the workloads, and report.",
        discussion: """
            Everybody is measured on the same server, in turns: Josk, a peer, another peer, Josk again. What is told \
            is the median of the rounds, with the lowest and the highest. After each workload the purchases that were \
            told are counted in the journal, and the businesses audited; if anything is wrong, the exit status is 1.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Flag(help: "Take 5 minutes instead of 45: one short round each.")
    var quick = false

    @Flag(help: "Audit all businesses after each workload, the longest history too, however long it takes.")
    var auditAll = false

    @Flag(help: "List the workloads, and run none.")
    var list = false

    @Option(
        help: "Run only these, separated by commas.", transform: { $0.split(separator: ",").map(String.init) }
    )
    var only: [String] = []

    @Option(help: "Rounds of each workload.")
    var rounds: Int?

    @Option(help: "Seconds that are measured of each contestant in each round.")
    var seconds: Int?

    @Option(help: "The directory into which the report goes.")
    var output = "Benchmarks/results"

    func validate() throws {
        for name in only where !Workloads.names.contains(name) {
            throw ValidationError("there is no workload \(name); --list names them")
        }
        for number in [rounds, seconds].compactMap({ $0 }) where number < 1 {
            throw ValidationError("--rounds and --seconds must be 1 or more")
        }
    }

    func run() async throws {
        if list {
            for workload in Workloads.all { print("\(workload.name): \(workload.meaning)") }
            return
        }
        let (started, clock) = (Date(), ContinuousClock.now)
        let progress = Progress()
        let bench = try await serverOptions.prepare(plan, progress)
        let settings = try await Settings.server(bench.psql)
        try Settings.mustBeDurable(settings)
        var reports: [WorkloadReport] = []
        do {
            for workload in Workloads.all where only.isEmpty || only.contains(workload.name) {
                progress.line("\(workload.name): \(workload.meaning)")
                reports.append(try await workload.run(on: bench))
            }
        } catch {
            // A part would be taken for the whole: what was measured until then stands on standard error.
            progress.line("FAILED: \(error)")
            throw ExitCode.failure
        }
        let report = BenchmarkReport(
            startedAt: started, seconds: clock.duration(to: .now) / .seconds(1),
            machine: Settings.machine, run: settingsOfRun(bench), server: settings, workloads: reports)
        try write(report, progress)
        print(report.text)
        for line in report.ratioLines { print(line) }
    }

    private var plan: Plan {
        var plan = quick ? Plan.quick : Plan.full
        if auditAll { (plan.auditSeconds, plan.auditsLongHistory) = (86_400, true) }
        if let rounds { plan.rounds = rounds }
        if let seconds { plan.seconds = seconds }
        return plan
    }

    private func settingsOfRun(_ bench: Bench) -> [BenchmarkReport.Setting] {
        [
            .init("rounds", "\(bench.plan.rounds), everybody in turn"),
            .init(
                "measured",
                "\(bench.plan.seconds) s of each in each round, after \(bench.plan.warmUpSeconds) s of warm-up, "
                    + "unless a workload says otherwise"
            ),
            .init("josk's connections", "\(bench.joskConnections) at most"),
            .init("latencies", "service times of callers who wait (closed loop), unless said otherwise"),
        ]
    }

    private func write(_ report: BenchmarkReport, _ progress: Progress) throws {
        let folder = URL(filePath: output, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try report.json().write(to: folder.appending(path: "report.json"))
        try Data((report.text + "\n" + report.ratioLines.joined(separator: "\n") + "\n").utf8)
            .write(to: folder.appending(path: "report.txt"))
        try Data(ThroughputChart(report.workloads).svg.utf8).write(
            to: folder.appending(path: "throughput.svg"))
        progress.line("wrote report.json, report.txt and throughput.svg into \(output)")
    }
}
