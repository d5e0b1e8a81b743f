import Foundation

/// The clock that all processes of a machine share, and that never goes back.
enum SharedClock {
    /// The time in microseconds.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }
}
