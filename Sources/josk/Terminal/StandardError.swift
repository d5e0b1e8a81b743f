import Foundation

/// Standard error: lines that stay, and below them a progress bar that does not. The bar is drawn only on a
/// terminal, so that a log or a pipe never sees it.
final class StandardError {
    private let isTerminal: Bool
    private let now: () -> ContinuousClock.Instant
    private let write: (String) -> Void
    private var drawn = 0
    private var drawnAt: ContinuousClock.Instant?

    /// The process's own; a test gives others.
    init(
        isTerminal: Bool = isatty(FileHandle.standardError.fileDescriptor) == 1,
        now: @escaping () -> ContinuousClock.Instant = { .now },
        write: @escaping (String) -> Void = { text in
            // There is nowhere left to tell that standard error is gone.
            try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
        }
    ) {
        self.isTerminal = isTerminal
        self.now = now
        self.write = write
    }

    /// Writes one line, whatever the text holds.
    func line(_ text: String) {
        clearProgress()
        write("\(text.onOneLine)\n")
    }

    /// Shows how far the work has come, at most ten times a second.
    func progress(_ label: String, _ done: Int, of total: Int) {
        guard isTerminal else { return }
        let time = now()
        if let drawnAt, time - drawnAt < .milliseconds(100) { return }
        let text = ProgressBar(label: label, done: done, total: total).text
        // Blanks rather than an escape sequence: every terminal knows them.
        write("\r\(text)\(String(repeating: " ", count: max(0, drawn - text.count)))")
        drawn = text.count
        drawnAt = time
    }

    /// Takes the bar away.
    func clearProgress() {
        guard drawn > 0 else { return }
        write("\r\(String(repeating: " ", count: drawn))\r")
        drawn = 0
        drawnAt = nil
    }
}

extension String {
    /// The text without what would end the line or steer a terminal: it may quote what a stranger wrote.
    var onOneLine: String {
        var line = ""
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: line += scalar == "\n" ? " " : scalar.escaped
            default: line.unicodeScalars.append(scalar)
            }
        }
        return line
    }
}

extension Unicode.Scalar {
    /// As Swift source would write it: `\u{1B}`.
    fileprivate var escaped: String { "\\u{\(String(value, radix: 16, uppercase: true))}" }
}
