import Foundation

/// What the process has taken since a moment.
struct ResourceUsage {
    private let started = ContinuousClock.now

    /// Seconds since then, and the highest resident memory that the process ever had: "1.2 s, 45 MB at the
    /// peak".
    var line: String {
        let seconds = started.duration(to: .now) / .seconds(1)
        return String(format: "%.2f s, %d MB at the peak", seconds, Self.peakBytes / 1_000_000)
    }

    private static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Glibc) || canImport(Musl)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}
