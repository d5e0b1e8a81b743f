import ArgumentParser
import BenchmarkReport
import Foundation

/// The subcommand `josk-bench run`.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run the workloads, and print a report.",
        discussion: """
            All contestants are measured on the same server, in turns: Josk, a peer, another peer, Josk again. \
            The report has the median of the rounds, with the lowest and the highest. After each workload, the \
            acknowledged purchases are counted in the journal, and the businesses are audited. If a check fails, \
            the exit status is 1.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Flag(help: "Take 5 minutes instead of 45: one short round each.")
    var quick = false

    @Flag(
        help: "Audit all businesses after each workload, also the longest history, however long it takes.")
    var auditAll = false

    @Flag(help: "List the workloads without running them.")
    var list = false

    @Option(
        help: "Run only these workloads, separated by commas.",
        transform: { $0.split(separator: ",").map(String.init) }
    )
    var only: [String] = []

    @Option(help: "The number of rounds of each workload.")
    var rounds: Int?

    @Option(help: "The measured time of each contestant in each round, in seconds.")
    var seconds: Int?

    @Option(help: "The directory for the report.")
    var output = "Benchmarks/results"

    func validate() throws {
        for name in only where !Workloads.names.contains(name) {
            throw ValidationError("unknown workload \(name); --list names all workloads")
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
            // A partial report could be mistaken for a complete one: standard error has the measurements so far.
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
            .init("rounds", "\(bench.plan.rounds), all contestants in turn"),
            .init(
                "measured",
                "\(bench.plan.seconds) s of each contestant in each round, after "
                    + "\(bench.plan.warmUpSeconds) s of warm-up, unless the workload differs"
            ),
            .init("josk's connections", "\(bench.joskConnections) at most"),
            .init("latencies", "service times of waiting callers (closed loop), unless noted otherwise"),
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
