import Foundation
import PostgresWorker

/// A worker whose output is watched while it runs, because its job may stop it.
enum WatchedWorker {
    enum Ending: Sendable, Hashable {
        case exited(Int32)
        case signalled(Int32)
        /// The worker wrote nothing for too long, and was killed.
        case hung
    }

    /// Runs a worker until its end.
    ///
    /// - Parameter silence: The number of seconds without output after which the worker is killed.
    /// - Returns: The ending, and the lines of standard output and standard error together.
    static func run(
        _ job: Job, on url: String, silence: Int32
    ) async throws -> (ending: Ending, lines: [Substring]) {
        let words = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
        let program = try WorkerProcess.executable()
        let (ending, output) = try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(with: Result { try runBlocking(program, [url, words], silence) })
            }
            .start()
        }
        return (ending, String(decoding: output, as: UTF8.self).split(separator: "\n"))
    }

    private static func runBlocking(
        _ program: URL, _ arguments: [String], _ silence: Int32
    ) throws -> (Ending, Data) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no,output-to=stderr"]
        ) { given, _ in given }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let (data, isHung) = read(output.fileHandleForReading, silence)
        if isHung { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        if isHung { return (.hung, data) }
        let status = process.terminationStatus
        return (process.terminationReason == .uncaughtSignal ? .signalled(status) : .exited(status), data)
    }

    /// Reads to the end of a file, or until nothing arrives for a number of seconds.
    private static func read(_ file: FileHandle, _ silence: Int32) -> (data: Data, isHung: Bool) {
        var data = Data()
        while true {
            var request = pollfd(fd: file.fileDescriptor, events: Int16(POLLIN), revents: 0)
            let count = poll(&request, 1, silence * 1_000)
            if count == 0 { return (data, true) }
            if count < 0, errno == EINTR { continue }
            let bytes = file.availableData
            if bytes.isEmpty { return (data, false) }
            data += bytes
        }
    }
}
