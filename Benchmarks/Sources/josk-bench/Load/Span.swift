import Foundation

/// The warm-up and the measured time of a load.
struct Span: Sendable {
    let warmUp: Duration
    let measured: Duration

    /// A span that has begun.
    struct Running: Sendable {
        let countsFrom: ContinuousClock.Instant
        let endsAt: ContinuousClock.Instant
        /// The same moments by the wall clock, which the server also uses: it runs on this machine.
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
