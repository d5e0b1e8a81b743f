import Foundation
import PostgresCluster

/// The recording of one history: the server, the processes, the faults and the stored rows at the end.
struct HistoryRun: Sendable {
    let directory: String
    let seconds: Int
    let seed: UInt64

    private static let processCount = 6
    private static let taskCount = 64

    func run() async throws {
        let database = try await HistoryDatabase.start()
        let businesses = try await database.openBusinesses()
        let until = SharedClock.now + Int64(seconds) * 1_000_000
        let clients = try ClientProcesses(in: directory) { [seed] number, file in
            Self.work(number, until: until, seed, database, businesses, file)
        }
        for _ in 0..<Self.processCount { try await clients.startOne() }
        let faults = FaultInjector(database, clients, in: businesses, seed: seed)
        try await faults.run(until: until)
        try await clients.waitForEnd()
        if let failure = await clients.failure { throw RecorderError(failure) }
        try settle(until, database, businesses)
        try await database.writeFacts(to: "\(directory)/facts.jsonl")
        show(await faults.counts)
    }

    /// Returns the work of a process; the processes differ in their way to the server and in their patience.
    private static func work(
        _ number: Int, until: Int64, _ seed: UInt64, _ database: HistoryDatabase,
        _ businesses: [RecordedBusiness], _ file: String
    ) -> WorkerRun {
        var run = WorkerRun(
            name: "", number: number, url: database.url(port: database.proxy.port), businesses: businesses,
            file: file, until: until, tasks: taskCount, seed: seed)
        run.commandMilliseconds = [1_000, 1_200, 5_000, 2_000, 1_200, 3_000][number % 6]
        switch number % 6 {
        case 1: run.preparesStatements = false
        case 2:
            guard let pooler = database.pooler else { break }
            run.url = database.url(port: pooler.proxy.port)
            run.preparesStatements = false
        case 3: run.transactions = 3
        default: break
        }
        return run
    }

    /// Runs every unsettled command again, without faults and with time, so that each outcome becomes known.
    private func settle(
        _ until: Int64, _ database: HistoryDatabase, _ businesses: [RecordedBusiness]
    ) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: directory).filter {
            $0.hasPrefix("process-")
        }
        var run = WorkerRun(
            name: "settler", number: 900, url: database.url(port: database.server.port),
            businesses: businesses,
            file: "\(directory)/settler.jsonl", until: until, tasks: 8, seed: seed)
        run.inherited = (files + ["ends.jsonl"]).map { "\(directory)/\($0)" }
        run.onlySettles = true
        run.commandMilliseconds = 30_000
        let process = try ClientProcesses.start(run)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw RecorderError("the unsettled commands were not settled")
        }
    }

    private func show(_ counts: [FaultKind: Int]) {
        print("faults: \(counts.values.reduce(0, +))")
        for kind in FaultKind.allCases { print("  \(counts[kind, default: 0])\t\(kind.rawValue)") }
    }
}
