import JoskLibPQ
import Metrics

/// Shows how a store's connections are used, in gauges.
///
/// They are moved by what has changed and never set, so that several stores of a process whose factory gives them the same
/// gauges show their sum, and a store that has ended is not in it.
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
        // A gauge that was never touched may not be shown at all.
        for gauge in [idle, leased, opening, waiters] { gauge.increment(by: 0.0) }
    }

    /// Moves the gauges from what they have of the store to how its pool is used now.
    func move(from before: PoolUsage, to now: PoolUsage) {
        idle.move(from: before.idle, to: now.idle)
        leased.move(from: before.leased, to: now.leased)
        opening.move(from: before.opening, to: now.opening)
        waiters.move(from: before.waiters, to: now.waiters)
    }
}

extension Meter {
    /// Moves it by a difference. The numbers are small, and exact in floating point.
    fileprivate func move(from old: Int, to new: Int) {
        if new > old { increment(by: Double(new - old)) }
        if new < old { decrement(by: Double(old - new)) }
    }
}
