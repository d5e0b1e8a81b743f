import Foundation

/// What the process has taken: time since this was made, memory since the process began.
struct ResourceUsage {
    private let started = ContinuousClock.now

    /// The seconds since this was made, and the most memory that was ever resident, in millions of bytes:
    /// "1.20 s, 45.3 MB at the peak".
    var line: String {
        let seconds = started.duration(to: .now) / .seconds(1)
        return String(
            format: "%.2f s, %.1f MB at the peak", seconds, Double(Self.peakBytes) / 1_000_000)
    }

    private static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Glibc) || canImport(Musl)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            // Linux counts in KiB, macOS in bytes.
            return usage.ru_maxrss * 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}
