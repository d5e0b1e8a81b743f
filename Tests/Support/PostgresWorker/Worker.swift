import Foundation

/// One of several processes that a test starts: it does a job on a database, and says on its standard output what came of
/// it. Its arguments are the database's URL and the job.
///
/// Swift Testing's exit tests would not do: while its process runs, each blocks a thread of those that run tasks, of which
/// there are as many as cores.
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
