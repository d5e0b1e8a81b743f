import Foundation
import PostgresCluster
import Testing

@Suite("The test pooler", .behindPgBouncer)
struct PoolerLifeTests {
    @Test("The test pooler ends and its directory is removed when the test process is killed")
    func endsWithItsProcess() async throws {
        let note = FileManager.default.temporaryDirectory.appendingPathComponent("josk-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: note) }
        await #expect(processExitsWith: .signal(SIGKILL)) { [note = note as String] in
            let cluster = try await PostgresCluster.start(ClusterOptions())
            let pooler = try await Pooler.start(before: cluster, users: [])
            let number = try String(contentsOfFile: "\(pooler.directory)/pid", encoding: .utf8)
            try "\(pooler.directory)\n\(number)".write(toFile: note, atomically: true, encoding: .utf8)
            kill(getpid(), SIGKILL)
        }
        let lines = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n")
        let (directory, number) = (String(lines[0]), try #require(lines.last.flatMap { Int32($0) }))
        #expect(directory.hasPrefix("/tmp/josk-pooler-"))
        #expect(try await eventually { !FileManager.default.fileExists(atPath: directory) })
        #expect(kill(number, 0) != 0)
    }
}
