import Testing

@testable import josk

@Suite("Standard error")
struct StandardErrorTests {
    private let recorder = StandardErrorRecorder()

    @Test("No progress is shown if standard error is not a terminal")
    func noTerminal() {
        let standardError = recorder.standardError()
        standardError.progress("working", 1, of: 2)
        standardError.clearProgress()
        #expect(recorder.text.isEmpty)
    }

    @Test("The progress bar is redrawn in place and removed at the end")
    func terminal() {
        let standardError = recorder.standardError(isTerminal: true)
        standardError.progress("working", 1, of: 2)
        recorder.time += .seconds(1)
        standardError.progress("done", 2, of: 2)
        standardError.clearProgress()
        standardError.clearProgress()
        #expect(
            recorder.text == "\rworking [############------------] 50% (1 of 2)"
                + "\rdone [########################] 100% (2 of 2)  "
                + "\r" + String(repeating: " ", count: 45) + "\r")
    }

    @Test("The progress bar is drawn at most ten times a second")
    func notTooOften() {
        let standardError = recorder.standardError(isTerminal: true)
        for done in 1...1_000 {
            standardError.progress("working", done, of: 1_000)
            recorder.time += .milliseconds(1)
        }
        #expect(recorder.text.count { $0 == "\r" } == 10)
    }

    @Test("A line removes the progress bar, and stays")
    func line() {
        let standardError = recorder.standardError(isTerminal: true)
        standardError.progress("working", 0, of: 0)
        standardError.line("something")
        #expect(recorder.text.hasSuffix(" \rsomething\n"))
    }

    @Test("A message stays on one line and cannot control a terminal, regardless of the text in it")
    func oneLine() {
        recorder.standardError().line("a\nb\r\u{1B}[2Jc\u{2028}d\u{85}\u{E9}")
        #expect(recorder.text == "a b\\r\\u{1B}[2Jc\\u{2028}d\\u{85}\u{E9}\n")
    }

    @Test("A progress bar fits into 80 columns")
    func width() {
        #expect(ProgressBar(label: "opening accounts", done: 1_000_000, total: 1_000_000).text.count < 80)
        #expect(ProgressBar(label: "over", done: 7, total: 5).text.hasSuffix("100% (5 of 5)"))
    }
}
