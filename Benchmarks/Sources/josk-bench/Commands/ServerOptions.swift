import ArgumentParser
import BenchmarkPeers
import JoskPostgres

/// The options of all commands that use the server.
struct ServerOptions: ParsableArguments {
    @Option(help: "The maximum number of connections of Josk's store; the store's default if it is omitted.")
    var connections: Int?

    func validate() throws {
        if let connections, connections < 1 { throw ValidationError("--connections must be 1 or more") }
    }

    /// Prepares the database: Josk's schema and, if required, that of the peers.
    func prepare(_ plan: Plan, _ progress: Progress, withPeers: Bool = true) async throws -> Bench {
        let server = try PeerServer()
        progress.line("preparing the database")
        try await PostgresStore.migrate(
            PostgresConfiguration(url: server.superuserURL), applicationRole: "josk_app", logger: .silent)
        if withPeers { try await server.install() }
        return Bench(server: server, plan: plan, progress: progress, connections: connections)
    }
}
