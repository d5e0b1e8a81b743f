import Foundation

/// One run of the built executable.
struct JoskProcess {
    let status: Int32
    let output: String
    let errors: String

    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }

    /// Runs `josk` and waits for its end without blocking a thread.
    ///
    /// The process writes to files and not to pipes, because a full pipe would block it.
    ///
    /// - Parameter environment: Variables that are added to those of this process, or replace them.
    static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> JoskProcess {
        try await TemporaryDirectory.with { directory in
            let output = directory.appendingPathComponent("output")
            let errors = directory.appendingPathComponent("errors")
            let process = Process()
            process.executableURL = try executable()
            process.arguments = arguments
            process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try emptyFile(output)
            process.standardError = try emptyFile(errors)
            let status = try await end(of: process)
            return JoskProcess(
                status: status, output: try String(contentsOf: output, encoding: .utf8),
                errors: try String(contentsOf: errors, encoding: .utf8))
        }
    }

    private static func end(of process: Process) async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { ended in continuation.resume(returning: ended.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    private static func emptyFile(_ url: URL) throws -> FileHandle {
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    /// Returns the executable that was built together with these tests.
    ///
    /// It is in the directory of their bundle, or in a parent directory.
    private static func executable() throws -> URL {
        var directory = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
            directory = bundle.bundleURL.deletingLastPathComponent()
        }
        while directory.path != "/" {
            let candidate = directory.appendingPathComponent("josk")
            var isDirectory: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isDirectory),
                !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: candidate.path)
            {
                return candidate
            }
            directory = directory.deletingLastPathComponent()
        }
        throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "josk"])
    }
}

/// A temporary directory, which is removed after its use.
enum TemporaryDirectory {
    static func with<Value>(_ use: (URL) async throws -> Value) async throws -> Value {
        let directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("josk-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await use(directory)
    }
}
