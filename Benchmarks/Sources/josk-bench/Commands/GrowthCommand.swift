import ArgumentParser

/// The subcommand `josk-bench growth`.
struct GrowthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "growth",
        abstract:
            "Measure that costs do not grow: with a young database's tables, and with an order's refunds.",
        discussion: """
            Use a new, disposable database: the command disables autovacuum on Josk's tables. 20,000 products and \
            then 20,000 customers are added in ten parts each. It fails if a last part takes more \
            than 1.5 times as long as the first, if a purchase of 10,000 lines takes more than 1.5 times as long as \
            after ANALYZE, or if the 1,000th refund of an order takes more than 3 times as long as the first.
            """)

    @OptionGroup var serverOptions: ServerOptions

    func run() async throws {
        let progress = Progress()
        let bench = try await serverOptions.prepare(.full, progress, withPeers: false)
        var hasFailed = false
        for measure in [YoungDatabase(bench: bench).run, ManyRefunds(bench: bench).run] {
            do {
                for line in try await measure() { print(line) }
            } catch {
                progress.line("FAILED: \(error)")
                hasFailed = true
            }
        }
        if hasFailed { throw ExitCode.failure }
    }
}
