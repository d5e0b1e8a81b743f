import Foundation

/// When a load begins, when what it does begins to count, and when it ends.
struct Span: Sendable {
    let warmUp: Duration
    let measured: Duration

    /// A span that has begun.
    struct Running: Sendable {
        let countsFrom: ContinuousClock.Instant
        let endsAt: ContinuousClock.Instant
        /// The same moments by the clock that the server reads too: it runs on this machine.
        let countsFromDate: Date
        let endsAtDate: Date

        func counts(_ instant: ContinuousClock.Instant) -> Bool { instant >= countsFrom && instant < endsAt }
    }

    func begin() -> Running {
        let now = ContinuousClock.now
        let date = Date()
        return Running(
            countsFrom: now + warmUp, endsAt: now + warmUp + measured,
            countsFromDate: date + warmUp / .seconds(1), endsAtDate: date + (warmUp + measured) / .seconds(1))
    }

    var seconds: Double { measured / .seconds(1) }
}
