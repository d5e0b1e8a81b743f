import Foundation

/// One of several processes that a test starts, each to run a job on a database.
///
/// The arguments are the database's URL and the job. The worker writes the job's report to standard output.
///
/// Swift Testing's exit tests are not suitable: while its process runs, each blocks one of the threads that run tasks,
/// and there are only as many of these as cores.
@main
struct Worker {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { fatalError("usage: \(arguments[0]) <URL> <job>") }
        let job = try JSONDecoder().decode(Job.self, from: Data(arguments[2].utf8))
        let report = try await job.run(on: arguments[1])
        try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(report))
    }
}
