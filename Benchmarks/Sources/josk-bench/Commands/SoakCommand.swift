import ArgumentParser

/// The subcommand `josk-bench soak`.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract:
            "Run many callers for a while, then measure the effect of a busy tenant on a quiet one.",
        discussion: """
            It fails if a purchase fails, if the journal has another number of purchases than were acknowledged, \
            if an audit finds a violation, or if the median latency of a single caller is more than 5 times longer \
            beside another tenant's many callers than alone.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Option(help: "The number of concurrent callers.")
    var callers = 2_000

    @Option(help: "The duration of the load, in seconds.")
    var seconds = 120

    func validate() throws {
        guard callers > 0, seconds > 0 else {
            throw ValidationError("--callers and --seconds must be 1 or more")
        }
    }

    func run() async throws {
        let progress = Progress()
        let bench = try await serverOptions.prepare(.full, progress)
        try Settings.mustBeDurable(try await Settings.server(bench.psql))
        do {
            for line in try await Soak(bench: bench, callers: callers, seconds: seconds).run() { print(line) }
            for line in try await Fairness(bench: bench, callers: callers).run() { print(line) }
        } catch {
            progress.line("FAILED: \(error)")
            throw ExitCode.failure
        }
    }
}
