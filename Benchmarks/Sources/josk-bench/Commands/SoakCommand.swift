import ArgumentParser

/// `josk-bench soak`
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak",
        abstract:
            "Let many callers buy for a while, then see whether a quiet tenant suffers from a loud one.",
        discussion: """
            It fails if a purchase fails, if the journal has another number of purchases than were told, if an audit \
            finds something, or if the median latency of a single caller is more than 5 times longer beside another \
            tenant's many callers than alone.
            """)

    @OptionGroup var serverOptions: ServerOptions

    @Option(help: "Callers at once.")
    var callers = 2_000

    @Option(help: "How long they buy.")
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
