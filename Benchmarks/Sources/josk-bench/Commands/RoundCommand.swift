import ArgumentParser
import BenchmarkReport

/// The subcommand `josk-bench round`.
struct RoundCommand: AsyncParsableCommand {
    // Scripts/bench-against searches a commit for the line with the command's name: without it, the commit cannot be a
    // base.
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Measure Josk alone, once in each short workload, for a comparison of two commits.",
        discussion: """
            Prints a line for each workload: its name, the unit (/s, or us for a median latency) and the value, with \
            tabs between them. The database should be new: the rows of earlier rounds make later ones slower.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Flag(help: "List the names of the workloads without running them.")
    var list = false

    @Option(
        help: "Run only these workloads, separated by commas.",
        transform: { $0.split(separator: ",").map(String.init) }
    )
    var only: [String] = []

    @Option(help: "The measured time of each workload, in seconds.")
    var seconds: Int?

    func validate() throws {
        for name in only where !Workloads.short.contains(where: { $0.name == name }) {
            throw ValidationError("unknown short workload \(name); --list names all short workloads")
        }
        if let seconds, seconds < 1 { throw ValidationError("--seconds must be 1 or more") }
    }

    func run() async throws {
        if list {
            for workload in Workloads.short { print(workload.name) }
            return
        }
        var plan = Plan.round
        if let seconds { plan.seconds = seconds }
        let progress = Progress()
        do {
            let bench = try await serverOptions.prepare(plan, progress, withPeers: false)
            try Settings.mustBeDurable(try await Settings.server(bench.psql))
            for workload in Workloads.short where only.isEmpty || only.contains(workload.name) {
                let line = try await workload.measureJosk(on: bench).line
                progress.line(line)
                print(line)
            }
        } catch {
            progress.line("FAILED: \(error)")
            throw ExitCode.failure
        }
    }
}
