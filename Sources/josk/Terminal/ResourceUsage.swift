import Foundation

/// The elapsed time since the creation of this value, and the peak memory of the process.
struct ResourceUsage {
    private let started = ContinuousClock.now

    /// The elapsed seconds and the peak resident memory, such as "1.20 s, 45.3 MB at the peak".
    ///
    /// The time begins with the creation of this value, and the memory with the process. MB are millions of bytes.
    var line: String {
        let seconds = started.duration(to: .now) / .seconds(1)
        return String(
            format: "%.2f s, %.1f MB at the peak", seconds, Double(Self.peakBytes) / 1_000_000)
    }

    private static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Glibc) || canImport(Musl)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            // Linux reports KiB, macOS bytes.
            return usage.ru_maxrss * 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}
