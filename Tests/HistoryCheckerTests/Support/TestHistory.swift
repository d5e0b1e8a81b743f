import HistoryChecker
import Testing

/// The lines of a history, with the edits that make it false.
struct TestHistory {
    var lines: [JSONValue]

    /// Returns the first line whose fields have given values.
    func index(_ type: String, where fields: KeyValuePairs<String, JSONValue>) -> Int? {
        lines.firstIndex { line in
            line["type"] == .string(type) && fields.allSatisfy { line[$0.key] == $0.value }
        }
    }

    /// Changes the first line whose fields have given values.
    mutating func edit(
        _ type: String, where fields: KeyValuePairs<String, JSONValue>, _ change: (inout JSONValue) -> Void
    ) throws {
        let index = try #require(self.index(type, where: fields), "no line of type \(type) with \(fields)")
        let before = lines[index]
        change(&lines[index])
        try #require(lines[index] != before, "the edit changed nothing")
    }

    /// Removes the first line whose fields have given values.
    mutating func remove(_ type: String, where fields: KeyValuePairs<String, JSONValue>) throws {
        lines.remove(
            at: try #require(self.index(type, where: fields), "no line of type \(type) with \(fields)"))
    }

    /// Adds a line that differs from an existing one in some fields.
    mutating func copy(
        _ type: String, where fields: KeyValuePairs<String, JSONValue>,
        _ change: (inout JSONValue) -> Void = { _ in }
    ) throws {
        var line = lines[
            try #require(self.index(type, where: fields), "no line of type \(type) with \(fields)")]
        change(&line)
        lines.append(line)
    }

    func check() throws -> HistoryReport { try History(lines: lines.map(\.description)).check() }

    /// Expects violations of one rule only.
    func expect(_ rule: Rule, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let report = try check()
        #expect(
            Set(report.violations.map(\.rule)) == [rule], "\(report.text())", sourceLocation: sourceLocation)
    }

    func expectNoViolation(sourceLocation: SourceLocation = #_sourceLocation) throws {
        let report = try check()
        #expect(report.violations.isEmpty, "\(report.text())", sourceLocation: sourceLocation)
    }
}
