import Foundation
import HistoryChecker

/// The files of a recorded history, as lines that can be changed.
struct RecordedHistory {
    struct Line {
        let file: Int
        var value: JSONValue
        var isRemoved = false
    }

    private let files: [URL]
    var lines: [Line] = []
    /// The index of the line of each call's invocation.
    private(set) var invocations: [JSONValue: Int] = [:]

    init(in directory: String) throws {
        let folder = URL(fileURLWithPath: directory, isDirectory: true)
        files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "jsonl" }.sorted { $0.path < $1.path }
        for (number, file) in files.enumerated() {
            for line in try String(contentsOf: file, encoding: .utf8).utf8.split(
                separator: UInt8(ascii: "\n"))
            {
                let value = try JSONValue(line: line)
                if value["type"] == "invoked" { invocations[value["call"]] = lines.count }
                lines.append(Line(file: number, value: value))
            }
        }
    }

    /// Writes the lines back to their files.
    func write() throws {
        for (number, file) in files.enumerated() {
            let text = lines.filter { $0.file == number && !$0.isRemoved }.map { $0.value.description + "\n" }
            try Data(text.joined().utf8).write(to: file)
        }
    }

    /// Returns the indices of the lines of a type for which a condition holds.
    func indices(_ type: String, where condition: (JSONValue) -> Bool = { _ in true }) -> [Int] {
        lines.indices.filter { lines[$0].value["type"] == .string(type) && condition(lines[$0].value) }
    }
}
