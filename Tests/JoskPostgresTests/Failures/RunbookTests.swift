import Foundation
import Testing

@Suite("The runbook")
struct RunbookTests {
    /// An entry of the runbook.
    private struct Entry {
        /// The code that its heading names.
        let code: String
        let text: Substring
    }

    @Test("The runbook has one entry for each error code, and no other entry")
    func codes() throws {
        let codes = try Self.declaredCodes()
        #expect(codes.count >= 9)
        #expect(try Self.entries().map(\.code).sorted() == codes.sorted())
    }

    @Test("Every entry of the runbook has symptoms, causes, checks, actions and a rule for paging")
    func parts() throws {
        for entry in try Self.entries() {
            for part in ["Symptoms", "Likely causes", "Check", "Do", "Page"] {
                #expect(entry.text.contains("\n**\(part)"), "\(entry.code): \(part)")
            }
        }
    }

    @Test("Every metric in the alert rules is in the table of metrics")
    func metrics() throws {
        let rules = try Self.alertRules()
        let known = Set(
            try Self.section("Metrics").matches(of: #/\n\| `(josk_\w+)` \|/#).map { String($0.output.1) })
        // Backends that export timers as histograms add the suffixes.
        let used = Set(
            rules.matches(of: #/josk_\w+/#).map {
                String($0.output).replacing(#/_(?:bucket|count|sum)$/#, with: "")
            })
        #expect(!used.isEmpty)
        #expect(used.subtracting(known) == [])
    }

    @Test("Every dimension and value in the alert rules is in the table of dimensions")
    func values() throws {
        let known = try Self.dimensions()
        let selectors = try Self.alertRules().matches(of: #/(\w+)(?:=~|!~|!=|=)"([^"]*)"/#)
        #expect(!selectors.isEmpty)
        for selector in selectors {
            let (_, name, values) = selector.output
            let used = Set(values.split(separator: "|").map(String.init))
            #expect(used.subtracting(known[String(name)] ?? []) == [], "\(name)")
        }
    }
}

// MARK: - The sources and the page

extension RunbookTests {
    /// Returns the name of each code that the libraries declare.
    private static func declaredCodes() throws -> [String] {
        let files = [
            "Sources/JoskLedger/Store/StoreError+Code.swift",
            "Sources/JoskPostgres/Errors/StoreError+Codes.swift",
        ]
        return try files.flatMap { file in
            let source = try text(of: file)
            let codes = source.matches(of: #/static let \w+ = (?:StoreError\.)?Code\(\s*"(\w+)"/#)
            #expect(
                codes.count == source.matches(of: #/static let /#).count,
                "\(file) declares a code in another form")
            return codes.map { String($0.output.1) }
        }
    }

    private static func entries() throws -> [Entry] {
        try section("Runbook").split(separator: "\n### ").dropFirst().map { entry in
            Entry(code: entry.prefix { $0 != "\n" }.filter { $0 != "`" }, text: entry)
        }
    }

    /// Returns the YAML of the alert rules.
    private static func alertRules() throws -> Substring {
        let section = try section("Alert rules")
        let start = try #require(section.firstRange(of: "\n```yaml\n")).upperBound
        let end = try #require(section[start...].firstRange(of: "\n```\n")).lowerBound
        return section[start..<end]
    }

    /// Returns the values of each dimension of a metric.
    private static func dimensions() throws -> [String: Set<String>] {
        var dimensions: [String: Set<String>] = [:]
        for line in try section("Metrics").split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { cell in
                cell.matches(of: #/`([^`]+)`/#).map { String($0.output.1) }
            }
            if cells.count == 2, let name = cells[0].first { dimensions[name] = Set(cells[1]) }
        }
        return dimensions
    }

    /// Returns the text of a section of the operations page.
    private static func section(_ title: String) throws -> Substring {
        let page = try text(of: "Docs/operations.md")
        let start = try #require(page.firstRange(of: "\n## \(title)\n"), "\(title)").upperBound
        let end = page[start...].firstRange(of: "\n## ")?.lowerBound ?? page.endIndex
        return page[start..<end]
    }

    private static func text(of path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
