@testable import josk

/// A recorder of the text on a standard error that a test declares to be a terminal or not.
final class StandardErrorRecorder {
    private(set) var text = ""
    /// The time for the progress bar.
    var time = ContinuousClock.now

    func standardError(isTerminal: Bool = false) -> StandardError {
        StandardError(isTerminal: isTerminal, now: { self.time }, write: { self.text += $0 })
    }

    var lines: [String] { text.split(separator: "\n").map(String.init) }
}
