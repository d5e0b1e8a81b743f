@testable import josk

/// A standard error that keeps what was written, and is a terminal or not as the test likes.
final class StandardErrorRecorder {
    private(set) var text = ""
    /// The time that the progress bar sees.
    var time = ContinuousClock.now

    func standardError(isTerminal: Bool = false) -> StandardError {
        StandardError(isTerminal: isTerminal, now: { self.time }, write: { self.text += $0 })
    }

    var lines: [String] { text.split(separator: "\n").map(String.init) }
}
