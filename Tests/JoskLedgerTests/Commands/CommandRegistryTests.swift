import Foundation
import Testing

@testable import JoskLedger

@Suite("The registry of commands")
struct CommandRegistryTests {
    private final class Kinds: CommandVisitor {
        var kinds: Set<String> = []
        func visit<C: Command>(_ command: C, in shop: Shop) throws { kinds.insert(C.kind) }
    }

    @Test("has every command of the sample, and no other")
    func sample() throws {
        let visitor = Kinds()
        try Sample().visitEach(visitor)
        #expect(visitor.kinds == Set(CommandRegistry.byKind.keys))
    }

    @Test("has every kind that a source of a command declares")
    func sources() throws {
        let commands = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/JoskLedger/Commands")
        var kinds: Set<String> = []
        let files = try #require(
            FileManager.default.enumerator(at: commands, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let parts = line.split(separator: "\"")
                if line.contains("static let kind = "), parts.count > 1 { kinds.insert(String(parts[1])) }
            }
        }
        #expect(kinds == Set(CommandRegistry.byKind.keys))
    }

    @Test("has the same commands as the audit's list of what each one writes")
    func examiners() {
        #expect(Set(CommandRegistry.byKind.keys) == Set(CommandExaminers.byKind.keys))
    }
}
