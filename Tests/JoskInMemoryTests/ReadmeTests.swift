import Foundation
import Testing

@Suite("The README")
struct ReadmeTests {
    @Test("shows the code of the snippet, which compiles")
    func example() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let snippet = try String(
            contentsOf: root.appending(path: "Snippets/FirstPurchase.swift"), encoding: .utf8)
        let code = try #require(snippet.range(of: "import JoskInMemory"))
        #expect(readme.contains(snippet[code.lowerBound...]))
    }
}
