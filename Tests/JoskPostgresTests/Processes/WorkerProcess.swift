import Foundation
import PostgresCluster
import PostgresWorker

/// Workers, which run in separate processes.
enum WorkerProcess {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Starts a worker, waits for its end, and returns its report.
    static func run<Report: Decodable & Sendable>(
        _ job: Job, on url: String, as report: Report.Type = Report.self
    ) async throws -> Report {
        let words = String(decoding: try JSONEncoder().encode(job), as: UTF8.self)
        let outcome = try await ChildProcess.run(
            try executable().path, [url, words], takesErrors: false)
        guard outcome.status == 0 else {
            throw Failure(description: "a worker exited with status \(outcome.status); see its errors")
        }
        return try JSONDecoder().decode(report, from: Data(outcome.output.utf8))
    }

    /// Returns the worker's program, which is built beside the tests.
    static func executable() throws -> URL {
        var folder = Bundle.main.bundleURL
        if let bundle = Bundle.allBundles.first(where: { $0.bundlePath.hasSuffix(".xctest") }) {
            folder = bundle.bundleURL.deletingLastPathComponent()
        }
        let program = folder.appendingPathComponent("PostgresWorker")
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw Failure(description: "the worker was not found at \(program.path)")
        }
        return program
    }
}
