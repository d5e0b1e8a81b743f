import Foundation
import Testing

@Suite("Paths in the guides")
struct PathsInGuidesTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Returns the guides that direct readers to files of this repository.
    private static func guides() throws -> [URL] {
        let docs = try FileManager.default.contentsOfDirectory(
            at: root.appending(path: "Docs"), includingPropertiesForKeys: nil)
        return [root.appending(path: "README.md"), root.appending(path: "CONTRIBUTING.md")]
            + docs.filter { $0.pathExtension == "md" }
    }

    @Test("The paths in the guides lead to existing files and folders")
    func exist() throws {
        var count = 0
        for guide in try Self.guides() {
            let text = try String(contentsOf: guide, encoding: .utf8)
            for match in text.matches(of: #/`((?:Sources|Tests|Scripts|Docs|Examples|Benchmarks)/[^`\s]*)`/#)
            {
                let path = String(match.output.1)
                #expect(
                    FileManager.default.fileExists(atPath: Self.root.appending(path: path).path),
                    "\(guide.lastPathComponent): \(path)")
                count += 1
            }
        }
        #expect(count > 40, "the guides name few paths: is the pattern still right?")
    }
}
