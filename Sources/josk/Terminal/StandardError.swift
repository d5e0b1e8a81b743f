import Foundation
internal import JoskText

/// Standard error, with lines that stay and a temporary progress bar below them.
///
/// The bar is drawn only on a terminal, and never into a log or a pipe.
final class StandardError {
    private let isTerminal: Bool
    private let now: () -> ContinuousClock.Instant
    private let write: (String) -> Void
    private var drawn = 0
    private var drawnAt: ContinuousClock.Instant?

    /// Creates the standard error of the process; a test replaces the arguments.
    init(
        isTerminal: Bool = isatty(FileHandle.standardError.fileDescriptor) == 1,
        now: @escaping () -> ContinuousClock.Instant = { .now },
        write: @escaping (String) -> Void = { text in
            // A failure to write to standard error cannot be reported.
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        }
    ) {
        self.isTerminal = isTerminal
        self.now = now
        self.write = write
    }

    /// Writes a text as one line, even if it contains line breaks.
    func line(_ text: String) {
        clearProgress()
        write("\(text.onOneLine)\n")
    }

    /// Shows the progress of the work, at most ten times a second.
    func progress(_ label: String, _ done: Int, of total: Int) {
        guard isTerminal else { return }
        let time = now()
        if let drawnAt, time - drawnAt < .milliseconds(100) { return }
        let text = ProgressBar(label: label, done: done, total: total).text
        // Blanks erase the old text, because every terminal supports them, unlike escape sequences.
        write("\r\(text)\(String(repeating: " ", count: max(0, drawn - text.count)))")
        drawn = text.count
        drawnAt = time
    }

    /// Removes the progress bar.
    func clearProgress() {
        guard drawn > 0 else { return }
        write("\r\(String(repeating: " ", count: drawn))\r")
        drawn = 0
        drawnAt = nil
    }
}

extension String {
    /// The text on one line: line feeds become blanks, and other control characters are escaped.
    ///
    /// A message may quote untrusted text.
    var onOneLine: String { String(map { $0 == "\n" ? " " : $0 }).escapingControlCharacters }
}
