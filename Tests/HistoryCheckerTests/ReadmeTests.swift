import Foundation
import HistoryChecker
import Testing

@Suite("The README of the history checker")
struct ReadmeTests {
    /// Returns the objects of the README's example, each as one line.
    private func example() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "History/README.md"), encoding: .utf8)
        let start = try #require(text.firstRange(of: "This is a complete history of one payment:"))
        let end = try #require(text[start.upperBound...].firstRange(of: "(Each object is one line"))
        var lines: [String] = []
        for line in text[start.upperBound..<end.lowerBound].split(separator: "\n") {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.hasPrefix("{\"type\"") {
                lines.append(line)
            } else {
                lines[lines.count - 1] += " " + line
            }
        }
        return lines
    }

    @Test("The example is a correct history of one payment")
    func isCorrect() throws {
        let report = try History(lines: try example()).check()
        #expect(report.violations.isEmpty, "\(report.text())")
        #expect(report.calls == 3 && report.reads == 1)
    }

    @Test("The example with another balance is not correct")
    func isChecked() throws {
        let lines = try example().map {
            $0.replacing("\"sequence\": 2, \"balance\": -700", with: "\"sequence\": 2, \"balance\": -701")
        }
        #expect(try History(lines: lines).check().violations.map(\.rule) == [.readOfNoMoment])
    }
}
