public import JoskLedger
internal import Synchronization

/// A clock that stands still until a test moves it.
///
///     let clock = ManualClock()
///     let ledger = Ledger(store: InMemoryStore(now: { clock.now }))
///     clock.advance(bySeconds: 86_400)
public final class ManualClock: Sendable {
    private let microseconds: Atomic<Int64>

    /// A clock that stands at a moment; by default at 2026-01-01 00:00:00 UTC.
    public init(at start: Timestamp = Timestamp(microseconds: 1_767_225_600_000_000)) {
        microseconds = Atomic(start.microseconds)
    }

    /// Where the clock stands.
    public var now: Timestamp {
        Timestamp(microseconds: microseconds.load(ordering: .sequentiallyConsistent))
    }

    /// Moves the clock, back if the number is negative.
    public func advance(bySeconds seconds: Int64) {
        microseconds.wrappingAdd(seconds * 1_000_000, ordering: .sequentiallyConsistent)
    }

    /// Moves the clock, back if the number is negative.
    public func advance(byMicroseconds microseconds: Int64) {
        self.microseconds.wrappingAdd(microseconds, ordering: .sequentiallyConsistent)
    }
}
