import Foundation
import PostgresWorker

/// Starts workers: processes of their own.
enum WorkerProcess {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts one, waits for its end on a thread of its own, and returns what it reports.
    static func run<Report: Decodable & Sendable>(
        _ job: Job, on url: String, as report: Report.Type = Report.self
    ) async throws -> Report {
        let (program, words) = (
            try executable(), String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
        )
        let output = try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(with: Result { try runBlocking(program, [url, words]) })
            }.start()
        }
        return try JSONDecoder().decode(report, from: output)
    }

    private static func runBlocking(_ program: URL, _ arguments: [String]) throws -> Data {
        let (process, output) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Failure(description: "a worker ended with \(process.terminationStatus); see its messages")
        }
        return bytes
    }

    /// It is built beside the tests.
    private static func executable() throws -> URL {
        var folder = Bundle.main.bundleURL
        if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
            folder = bundle.bundleURL.deletingLastPathComponent()
        }
        let program = folder.appendingPathComponent("PostgresWorker")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Failure(description: "there is no worker at \(program.path)")
        }
        return program
    }
}
