import JoskLibPQ
import Metrics

/// The gauges of a store's connections.
///
/// The gauges are changed by differences and never set. If a process has several stores, and its factory gives them the
/// same gauges, the gauges therefore show the sum, without the stores that have ended.
struct PoolMetrics: Sendable {
    private let idle: Meter
    private let leased: Meter
    private let opening: Meter
    private let waiters: Meter

    init(factory: any MetricsFactory) {
        func gauge(_ state: String) -> Meter {
            Meter(label: "josk_postgres_connections", dimensions: [("state", state)], factory: factory)
        }
        idle = gauge("idle")
        leased = gauge("leased")
        opening = gauge("opening")
        waiters = Meter(label: "josk_postgres_connection_waiters", factory: factory)
        // A metrics backend may not show a gauge that was never changed.
        for gauge in [idle, leased, opening, waiters] { gauge.increment(by: 0.0) }
    }

    /// Changes the gauges by the difference between two usages of the store's pool.
    func move(from before: PoolUsage, to now: PoolUsage) {
        idle.move(from: before.idle, to: now.idle)
        leased.move(from: before.leased, to: now.leased)
        opening.move(from: before.opening, to: now.opening)
        waiters.move(from: before.waiters, to: now.waiters)
    }
}

extension Meter {
    /// Changes the gauge by a difference.
    ///
    /// The numbers are small, and so they are exact in floating point.
    fileprivate func move(from old: Int, to new: Int) {
        if new > old { increment(by: Double(new - old)) }
        if new < old { decrement(by: Double(old - new)) }
    }
}
