import BenchmarkPeers
import Foundation
import JoskLedger
import JoskPostgres
import Logging

/// A test that runs every peer briefly in shops of every kind, and compares the rows that it leaves with Josk's.
///
///     Scripts/throw-away-postgres swift run -c release --package-path Benchmarks bench-peers-check [SECONDS]
///
/// With `rates` instead of seconds it measures the throughput of each peer at each number of clients.
@main
enum PeersCheck {
    static func main() async {
        do {
            let server = try PeerServer()
            let logger = Logger(label: "check") { _ in SwiftLogNoOpLogHandler() }
            try await PostgresStore.migrate(
                PostgresConfiguration(url: server.superuserURL), applicationRole: "josk_app", logger: logger)
            try await server.install()
            var configuration = PostgresConfiguration(url: server.applicationURL)
            configuration.commandTimeout = .seconds(300)
            let isClean = try await withPostgresStore(configuration, logger: logger) { store in
                let ledger = Ledger(store: store, logger: logger)
                if CommandLine.arguments.dropFirst().first == "rates" {
                    try await Rates(server: server, ledger: ledger).measure()
                    return true
                }
                let seconds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 2
                return try await Inspection(server: server, ledger: ledger, seconds: seconds).run()
            }
            if !isClean { exit(1) }
        } catch {
            printLine("bench-peers-check: \(error)")
            exit(1)
        }
    }
}
