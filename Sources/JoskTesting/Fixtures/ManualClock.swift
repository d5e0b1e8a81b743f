public import JoskLedger
internal import Synchronization

/// A clock that a test moves.
///
/// It does not advance on its own.
///
///     let clock = ManualClock()
///     let ledger = Ledger(store: InMemoryStore(now: { clock.now }))
///     clock.advance(by: .seconds(86_400))
public final class ManualClock: Sendable {
    private let microseconds: Atomic<Int64>

    /// Creates a clock with a start time, by default 2026-01-01 00:00:00 UTC.
    public init(at start: Timestamp = Timestamp(microseconds: 1_767_225_600_000_000)) {
        microseconds = Atomic(start.microseconds)
    }

    /// The clock's time.
    public var now: Timestamp {
        Timestamp(microseconds: microseconds.load(ordering: .sequentiallyConsistent))
    }

    /// Moves the clock by whole microseconds, back if the duration is negative.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let moved = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        microseconds.wrappingAdd(moved, ordering: .sequentiallyConsistent)
    }
}
