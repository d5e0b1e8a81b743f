import ArgumentParser

/// Josk against what others would run instead: how much, how fast, and whether all of it was right.
@main
struct JoskBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "josk-bench",
        abstract: "Measure Josk and its peers on one PostgreSQL server.",
        discussion: """
            The server is that of Scripts/throw-away-postgres, which sets JOSK_POSTGRES_URL and \
            JOSK_POSTGRES_APP_URL. `make bench` and `make bench-quick` run it so.
            """,
        subcommands: [RunCommand.self, SoakCommand.self, RoundCommand.self, CompareCommand.self],
        defaultSubcommand: RunCommand.self
    )
}
