import Foundation

/// The processes that make calls, and their successors after they were killed.
actor ClientProcesses {
    private struct Client {
        let process: Process
        let run: WorkerRun
        /// The number that determines the configuration, which a successor takes over.
        let kind: Int
    }

    private var clients: [Client] = []
    /// The file in which the ends of killed processes are recorded.
    private let ends: HistoryFile
    private var count = 0
    private let directory: String
    private let make: @Sendable (_ number: Int, _ file: String) -> WorkerRun
    /// A description of the first process that ended with an error, if any did.
    private(set) var failure: String?

    /// Creates the group, without a process.
    ///
    /// - Parameters:
    ///   - directory: The directory of the histories.
    ///   - make: Returns the work of the process with a number, to be recorded in a file.
    init(
        in directory: String, _ make: @escaping @Sendable (_ number: Int, _ file: String) -> WorkerRun
    ) throws {
        (self.directory, self.make) = (directory, make)
        ends = try HistoryFile(at: "\(directory)/ends.jsonl")
    }

    func startOne(inheriting paths: [String] = [], as kind: Int? = nil) throws {
        count += 1
        var run = make(kind ?? count, "\(directory)/process-\(count).jsonl")
        (run.name, run.number, run.inherited) = ("w\(count)", count, paths)
        clients.append(Client(process: try Self.start(run), run: run, kind: kind ?? count))
    }

    /// Kills the process that a random number chooses, and starts one that runs its unsettled commands again.
    func killOne(_ choice: UInt64) throws {
        guard !clients.isEmpty else { return }
        let victim = clients.remove(at: Int(choice % UInt64(clients.count)))
        kill(victim.process.processIdentifier, SIGKILL)
        victim.process.waitUntilExit()
        if victim.process.terminationReason != .uncaughtSignal || victim.process.terminationStatus != SIGKILL
        {
            failure =
                failure
                ?? "process \(victim.run.name) had ended with status \(victim.process.terminationStatus)"
        }
        try ends.append(EndedLine(process: victim.run.name, at: SharedClock.now))
        try startOne(inheriting: [victim.run.file], as: victim.kind)
    }

    /// Stops the process that a random number chooses, and returns its identifier.
    func pauseOne(_ choice: UInt64) throws -> Int32 {
        guard !clients.isEmpty else { throw RecorderError("there is no client process") }
        let pid = clients[Int(choice % UInt64(clients.count))].process.processIdentifier
        kill(pid, SIGSTOP)
        return pid
    }

    func resume(_ pid: Int32) { kill(pid, SIGCONT) }

    /// Waits until every process has ended, and kills those that are still running a minute after their end.
    func waitForEnd() async throws {
        for client in clients {
            while client.process.isRunning, SharedClock.now < client.run.until + 60_000_000 {
                try await Task.sleep(for: .milliseconds(20))
            }
            if client.process.isRunning { kill(client.process.processIdentifier, SIGKILL) }
            client.process.waitUntilExit()
            if client.process.terminationStatus != 0, failure == nil {
                failure = "process \(client.run.name) exited with status \(client.process.terminationStatus)"
            }
        }
        clients = []
    }

    static func start(_ run: WorkerRun) throws -> Process {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["work", String(decoding: try JSONEncoder().encode(run), as: UTF8.self)]
        try process.run()
        return process
    }
}
