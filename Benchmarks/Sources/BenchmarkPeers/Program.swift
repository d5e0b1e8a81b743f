internal import Foundation

/// A program of PostgreSQL that runs as a child process while the caller's task is suspended.
struct Program: Sendable {
    let name: String

    static let psql = Program(name: "psql")
    static let pgbench = Program(name: "pgbench")

    /// Runs the program in a directory, and returns its standard output.
    ///
    /// Cancelling the task ends the program.
    @discardableResult
    func run(_ arguments: [String], in directory: URL? = nil) async throws -> String {
        // Files, because a pipe that is not emptied would stop the program.
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (output, errors) = (try folder.emptyFile("stdout"), try folder.emptyFile("stderr"))
        let process = Process()
        process.executableURL = executable ?? URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = (executable == nil ? [name] : []) + arguments
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        // A cancellation between here and the start is noticed only when the program has ended by itself.
        try Task.checkCancellation()
        let running = RunningProcess(process)
        try await withTaskCancellationHandler {
            try await running.untilItEnds()
        } onCancel: {
            running.end()
        }
        try Task.checkCancellation()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw PeerError.programFailed(name, try text(of: errors))
        }
        return try text(of: output)
    }

    /// The program in the directory `JOSK_POSTGRES_PROGRAMS`; nil if the program must be found on the path.
    private var executable: URL? {
        let folder = ProcessInfo.processInfo.environment["JOSK_POSTGRES_PROGRAMS"]
        let file = folder.map { URL(fileURLWithPath: $0).appendingPathComponent(name) }
        return file.flatMap { FileManager.default.isExecutableFile(atPath: $0.path) ? $0 : nil }
    }

    private func text(of file: URL) throws -> String {
        String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
}

/// A running process.
///
/// `@unchecked`: the process is started once, and from then on only terminated, which any thread may do; its status is
/// read when it has ended.
private struct RunningProcess: @unchecked Sendable {
    private let process: Process

    init(_ process: Process) { self.process = process }

    func untilItEnds() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try SignalMask.withNothingBlocked { try process.run() }
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }

    /// Terminates the process if it is running.
    ///
    /// Terminating a process that has not been started raises an exception.
    func end() {
        if process.isRunning { process.terminate() }
    }
}

/// A temporary directory, which its user removes.
struct TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("josk-peers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    func emptyFile(_ name: String) throws -> URL {
        let file = url.appendingPathComponent(name)
        try Data().write(to: file)
        return file
    }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
