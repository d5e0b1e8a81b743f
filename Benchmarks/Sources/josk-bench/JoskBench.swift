import ArgumentParser

/// A comparison of Josk with its alternatives: throughput, latency and correctness.
@main
struct JoskBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "josk-bench",
        abstract: "Measure Josk and its peers on one PostgreSQL server.",
        discussion: """
            Scripts/throw-away-postgres starts the server, and sets JOSK_POSTGRES_URL and \
            JOSK_POSTGRES_APP_URL. `make bench` and `make bench-quick` use it.
            """,
        subcommands: [
            RunCommand.self, SoakCommand.self, NeighboursCommand.self, GrowthCommand.self, RoundCommand.self,
            CompareCommand.self,
        ],
        defaultSubcommand: RunCommand.self
    )
}
