import Foundation
import HistoryChecker
import Testing

@Suite("Reading a history")
struct ReadingTests {
    private func error(_ lines: String...) -> String {
        do {
            _ = try History(lines: lines, file: "calls.jsonl")
            return "none"
        } catch { return "\(error)" }
    }

    private var invoked: String {
        #"{"type":"invoked","call":"x","process":"w","task":1,"at":5,"business":"b","key":"k","#
            + #""request":{"kind":"payment","customer":"c","amount":3}}"#
    }

    @Test("A malformed line is reported with its file, its number and the missing part")
    func malformedLines() {
        #expect(error("") == "none" || error("").hasPrefix("calls.jsonl:1:"))
        #expect(error("{}") == #"calls.jsonl:1: line: the field "type" is missing"#)
        #expect(error(#"{"type":"x"}"#) == #"calls.jsonl:1: line: unknown type "x""#)
        #expect(
            error(invoked, #"{"type":"returned","call":"x","at":6,"outcome":"accepted"}"#)
                == #"calls.jsonl:2: line: the field "receipt" is missing"#)
        #expect(
            error(invoked, #"{"type":"returned","call":"x","at":6,"outcome":"read"}"#)
                == #"calls.jsonl:2: returned: the outcome "read" of a call of kind "payment""#)
        #expect(
            error(invoked, #"{"type":"returned","call":"x","at":4,"outcome":"unknown"}"#)
                == "calls.jsonl:2: returned: at 4, before the invocation at 5")
        #expect(error(invoked, invoked) == #"calls.jsonl:2: invoked: the call "x" was invoked before"#)
        #expect(
            error(#"{"type":"returned","call":"y","at":6,"outcome":"unknown"}"#)
                == #"calls.jsonl:1: returned: no line "invoked" for the call "y""#)
        #expect(
            error(invoked.replacingOccurrences(of: #""amount":3"#, with: #""amount":"3""#))
                == #"calls.jsonl:1: request: the field "amount" is a string instead of an integer"#)
        #expect(
            error(invoked.replacingOccurrences(of: #""key":"k","#, with: ""))
                == #"calls.jsonl:1: invoked: the field "key" is missing"#)
        #expect(
            error(invoked.replacingOccurrences(of: "payment", with: "gift"))
                == #"calls.jsonl:1: request: unknown kind "gift""#)
    }

    @Test("A directory is read file by file, and other files are ignored")
    func directory() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        #expect(throws: HistoryError.self) { try History(readingFilesIn: directory) }
        let lines = validHistory().lines.map(\.description)
        let (first, second) = (lines.prefix(lines.count / 2), lines.dropFirst(lines.count / 2))
        try write(second.joined(separator: "\n"), to: "a.jsonl", in: directory)
        try write(first.joined(separator: "\n") + "\n\n", to: "b.jsonl", in: directory)
        try write("no history", to: "notes.txt", in: directory)
        let report = try History(readingFilesIn: directory).check()
        #expect(report.violations.isEmpty)
        #expect(report.calls == lines.count { $0.contains("invoked") })
        // A killed process leaves a part of a last line, but no other incomplete line.
        try write("{\"type\": \"invo", to: "c.jsonl", in: directory)
        let calls = try History(readingFilesIn: directory).check().calls
        #expect(calls == report.calls)
        try write("{\"type\": \"invo\n", to: "c.jsonl", in: directory)
        let isRefused = (try? History(readingFilesIn: directory)) == nil
        #expect(isRefused)
    }

    private func write(_ text: String, to name: String, in directory: URL) throws {
        try Data(text.utf8).write(to: directory.appending(path: name))
    }

    @Test("A report prints at most twenty violations")
    func longReport() throws {
        var shop = Shop()
        for number in 1...25 { shop.call(.addCustomer("c\(number)", limit: 1), key: "k\(number)") }
        var history = shop.history
        history.lines.removeAll { $0["type"] == "command" }
        let text = try history.check().text()
        #expect(text.contains("violations: 25"))
        #expect(text.hasSuffix("and 5 more"))
        #expect(text.components(separatedBy: "receipt-without-facts").count == 21)
    }
}
