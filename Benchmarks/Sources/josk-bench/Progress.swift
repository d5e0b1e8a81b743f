import Foundation

/// The progress of a run, on standard error.
///
/// Standard output contains only the results.
struct Progress: Sendable {
    private let started = ContinuousClock.now

    func line(_ text: String) {
        let seconds = started.duration(to: .now) / .seconds(1)
        let line = String(format: "[%6.1f s] ", seconds) + text + "\n"
        // If standard error is closed, the failure cannot be reported anywhere.
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
}
