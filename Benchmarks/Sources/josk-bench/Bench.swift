import BenchmarkPeers
import JoskLedger
import JoskPostgres
import Logging

/// What every workload works with.
struct Bench: Sendable {
    let server: PeerServer
    let plan: Plan
    let progress: Progress
    /// Connections of Josk's store at most; nil for as many as it takes by itself.
    let connections: Int?

    var psql: Psql { Psql(server: server) }

    /// Runs something with a ledger on the server, as a host would have it.
    func withLedger<Value>(
        through server: PeerServer? = nil, _ body: (Ledger) async throws -> Value
    ) async throws -> Value {
        var configuration = PostgresConfiguration(url: (server ?? self.server).applicationURL)
        if let connections { configuration.maximumConnections = connections }
        return try await withPostgresStore(configuration, logger: .silent) { store in
            try await body(Ledger(store: store, logger: .silent))
        }
    }

    /// Writes out what was written before, so that nobody pays for another's checkpoint.
    func settle() async throws { try await psql.rows("CHECKPOINT") }

    /// Lets the planner know what was made, so that nobody depends on whether autovacuum has come by.
    func analyze() async throws {
        let tables = [
            "businesses", "customers", "products", "journal", "orders", "order_lines", "ledger_entries",
            "stock_movements",
        ]
        try await psql.rows("VACUUM (ANALYZE) \(tables.map { "josk.\($0)" }.joined(separator: ", "))")
    }

    /// How many connections Josk's store has at most.
    var joskConnections: Int { connections ?? PostgresConfiguration(url: "").maximumConnections }
}

extension Logger {
    /// Says nothing: failures are counted, and fail the benchmark.
    static let silent = Logger(label: "josk-bench") { _ in SwiftLogNoOpLogHandler() }
}
