internal import Foundation

/// A run of pgbench with one script, with its log of transactions.
struct PgBench: Sendable {
    let script: String
    let clients: Int
    /// The options that limit the run.
    ///
    /// They are `-T seconds`, or `-t transactions` of each client, and optionally `-R transactions` for a maximum rate
    /// per second.
    let limit: [String]
    let variables: [(name: String, value: Int)]

    func run(on url: String, purchasesPerTransaction: Int = 1) async throws -> PeerMeasurement {
        guard clients > 0 else { throw PeerError.invalidRequest("a run needs at least one client") }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        // The threads of pgbench only pass on bytes; one for each core, at most four, is enough.
        let threads = min(clients, max(1, min(4, ProcessInfo.processInfo.activeProcessorCount)))
        let arguments =
            ["-M", "prepared", "-n", "-c", "\(clients)", "-j", "\(threads)"] + limit
            + ["-l", "--log-prefix", "log", "-f", try Resources.path(of: script)]
            + variables.flatMap { ["-D", "\($0.name)=\($0.value)"] } + [url]
        let output = try await Program.pgbench.run(arguments, in: folder.url)
        let log = try Self.log(in: folder.url)
        let rate = try Self.transactionsPerSecond(in: output)
        return PeerMeasurement(
            purchases: log.latencies.count * purchasesPerTransaction,
            seconds: rate > 0 ? Double(log.latencies.count) / rate : 0, clients: clients,
            latenciesInMicroseconds: log.latencies, failures: log.failures)
    }

    /// Returns the rate of committed transactions.
    ///
    /// The line is `tps = 1234.567890 (without initial connection time)`.
    private static func transactionsPerSecond(in output: String) throws(PeerError) -> Double {
        for line in output.split(separator: "\n") where line.hasPrefix("tps = ") {
            if let rate = Double(line.dropFirst(6).prefix { $0 != " " }) { return rate }
        }
        throw .unexpectedOutput(of: "pgbench", output)
    }

    /// Returns the latencies and the failures in the logs of all threads.
    ///
    /// Each thread has a file of its own, with lines of client, number, microseconds or "failed", and further fields.
    private static func log(in folder: URL) throws -> (latencies: [Int64], failures: Int) {
        var latencies: [Int64] = []
        var failures = 0
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.lastPathComponent.hasPrefix("log.") {
            for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
                let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
                guard fields.count == 4 else { continue }
                if let latency = Int64(String(decoding: fields[2], as: UTF8.self)) {
                    latencies.append(latency)
                } else {
                    failures += 1
                }
            }
        }
        return (latencies, failures)
    }
}
