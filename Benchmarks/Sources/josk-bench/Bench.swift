import BenchmarkPeers
import JoskLedger
import JoskPostgres
import Logging

/// The environment of all workloads: the server, the plan and the progress output.
struct Bench: Sendable {
    let server: PeerServer
    let plan: Plan
    let progress: Progress
    /// The maximum number of connections of Josk's store; nil for the store's default.
    let connections: Int?

    var psql: Psql { Psql(server: server) }

    /// Runs a body with a ledger on the server, as an application would create it.
    func withLedger<Value>(
        through server: PeerServer? = nil, queue: QueueConfiguration = QueueConfiguration(),
        _ body: (Ledger) async throws -> Value
    ) async throws -> Value {
        var configuration = PostgresConfiguration(url: (server ?? self.server).applicationURL)
        if let connections { configuration.maximumConnections = connections }
        return try await withPostgresStore(configuration, logger: .silent) { store in
            try await body(Ledger(store: store, queue: queue, logger: .silent))
        }
    }

    /// Makes a checkpoint, so that no contestant pays for the writes of another.
    func settle() async throws { try await psql.rows("CHECKPOINT") }

    /// Vacuums and analyzes the tables, so that no plan depends on the time of an autovacuum.
    func analyze() async throws {
        let tables = [
            "businesses", "customers", "products", "journal", "orders", "order_lines", "ledger_entries",
            "stock_movements",
        ]
        try await psql.rows("VACUUM (ANALYZE) \(tables.map { "josk.\($0)" }.joined(separator: ", "))")
    }

    /// The maximum number of connections of Josk's store.
    var joskConnections: Int { connections ?? PostgresConfiguration(url: "").maximumConnections }
}

extension Logger {
    /// A logger without output; failures are counted, and fail the benchmark.
    static let silent = Logger(label: "josk-bench") { _ in SwiftLogNoOpLogHandler() }
}
