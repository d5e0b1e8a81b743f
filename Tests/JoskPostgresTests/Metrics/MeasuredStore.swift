import JoskLedger
import JoskPostgres
import JoskTesting
import Logging
import MetricsTestKit
import PostgresWorker

/// A separate store for a test, and the values of its metrics.
struct MeasuredStore: Sendable {
    let metrics: TestMetrics
    let store: PostgresStore

    init(_ configuration: PostgresConfiguration, metrics: TestMetrics = TestMetrics()) {
        self.metrics = metrics
        store = PostgresStore(configuration, logger: .silent, metrics: metrics)
    }

    /// Returns the tenant of a shop that was opened on another store, through this store.
    func tenant(of shop: Shop) -> Tenant {
        Ledger(store: store, queue: .patient, logger: .silent).tenant(shop.tenant.id)
    }

    /// The number of recordings of each phase of a transaction, without phases that were not recorded.
    var phases: [String: Int] {
        metrics.timers(label: "josk_postgres_transaction_duration").reduce(into: [:]) { counts, timer in
            if !timer.values.isEmpty { counts[timer.dimensions[0].1] = timer.values.count }
        }
    }

    /// The number of retries, by cause.
    var retries: [String: Int64] {
        metrics.counters(label: "josk_postgres_retries").reduce(into: [:]) { counts, counter in
            if counter.totalValue > 0 { counts[counter.dimensions[0].1] = counter.totalValue }
        }
    }

    /// The number of timed reads.
    var reads: Int {
        metrics.timers(label: "josk_postgres_read_duration").reduce(0) { $0 + $1.values.count }
    }

    /// The values of the gauges.
    var gauges: Gauges {
        func value(_ label: String, _ dimensions: [(String, String)]) -> Double? {
            try? metrics.expectMeter(label, dimensions).lastValue
        }
        func connections(_ state: String) -> Double {
            value("josk_postgres_connections", [("state", state)]) ?? 0
        }
        return Gauges(
            idle: connections("idle"), leased: connections("leased"), opening: connections("opening"),
            waiters: value("josk_postgres_connection_waiters", []) ?? 0)
    }

    struct Gauges: Hashable {
        var idle = 0.0
        var leased = 0.0
        var opening = 0.0
        var waiters = 0.0
    }
}
