import ArgumentParser
import BenchmarkPeers
import JoskPostgres

/// What every command says of the server.
struct ServerOptions: ParsableArguments {
    @Option(help: "Connections of Josk's store at most; as many as it takes by itself if this is left out.")
    var connections: Int?

    func validate() throws {
        if let connections, connections < 1 { throw ValidationError("--connections must be 1 or more") }
    }

    /// Makes the database ready: Josk's schema, and what the peers need.
    func prepare(_ plan: Plan, _ progress: Progress, withPeers: Bool = true) async throws -> Bench {
        let server = try PeerServer()
        progress.line("preparing the database")
        try await PostgresStore.migrate(
            PostgresConfiguration(url: server.superuserURL), applicationRole: "josk_app", logger: .silent)
        if withPeers { try await server.install() }
        return Bench(server: server, plan: plan, progress: progress, connections: connections)
    }
}
