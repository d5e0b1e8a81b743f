import Foundation

/// How far a run has come, on standard error: standard output has only what came out.
struct Progress: Sendable {
    private let started = ContinuousClock.now

    func line(_ text: String) {
        let seconds = started.duration(to: .now) / .seconds(1)
        let line = String(format: "[%6.1f s] ", seconds) + text + "\n"
        // There is nowhere left to tell that standard error is gone.
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
    }
}
