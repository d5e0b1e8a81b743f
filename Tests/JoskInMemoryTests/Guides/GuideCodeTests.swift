import Foundation
import Testing

@Suite("The code in README.md and in the documentation's articles")
struct GuideCodeTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The pages whose Swift code must compile.
    private static func pages() throws -> [URL] {
        let sources = root.appending(path: "Sources")
        let catalogs = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted()
            .map { sources.appending(path: "\($0)/\($0).docc") }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
        let articles = try catalogs.flatMap { catalog in
            try FileManager.default.contentsOfDirectory(atPath: catalog.path).sorted()
                .map { catalog.appending(path: $0) }
        }
        return [root.appending(path: "README.md")] + articles.filter { $0.pathExtension == "md" }
    }

    /// The sources that the build compiles and that may contain a page's code.
    private static func compiledSources() throws -> [String] {
        let snippets = try FileManager.default.contentsOfDirectory(
            at: root.appending(path: "Snippets"), includingPropertiesForKeys: nil)
        let others = [
            "Package.swift", "Sources/JoskInMemory/InMemoryStore.swift",
            "Tests/JoskInMemoryTests/Guides/TestingGuideTests.swift",
        ].map { root.appending(path: $0) }
        return try (snippets + others).map { Self.normalized(try String(contentsOf: $0, encoding: .utf8)) }
    }

    /// The lines without their indentation and without empty ones.
    private static func normalized(_ code: some StringProtocol) -> String {
        code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    @Test("Each block of Swift code is part of a source that the build compiles")
    func blocks() throws {
        let sources = try Self.compiledSources()
        var count = 0
        for page in try Self.pages() {
            let text = try String(contentsOf: page, encoding: .utf8)
            for match in text.matches(of: #/(?s)```swift\n(.*?)```/#) {
                let code = Self.normalized(match.output.1)
                // Parts of a package manifest, which no other package can compile.
                if code.contains("PackageDescription") || code.hasPrefix(".package(") { continue }
                count += 1
                #expect(
                    sources.contains { $0.contains(code) },
                    "\(page.lastPathComponent) has code that no compiled source contains:\n\(code)")
            }
        }
        #expect(count > 20, "\(count) blocks: is the pattern still right?")
    }

    #if os(Linux) || os(macOS)
        @Test("The first example of README.md prints what the page shows")
        func output() throws {
            let program = try #require(
                Self.snippet("FirstPurchase"), "the build has no program FirstPurchase")
            let process = Process()
            let pipe = Pipe()
            process.executableURL = program
            process.standardOutput = pipe
            try process.run()
            let printed = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)

            let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
            let shown = try #require(readme.firstMatch(of: #/(?s)```text\n(.*?)```/#)).output.1
            let identifier = #/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/#
            #expect(printed.replacing(identifier, with: "0198f2c4-…") == shown)
        }

        /// The program of a snippet, beside the program of the tests.
        private static func snippet(_ name: String) -> URL? {
            var directory = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            while directory.path.count > 1 {
                let program = directory.appending(path: name)
                if FileManager.default.isExecutableFile(atPath: program.path) { return program }
                directory = directory.deletingLastPathComponent()
            }
            return nil
        }
    #endif
}
