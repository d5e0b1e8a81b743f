import Foundation
import JoskLedger
import JoskLock
import JoskPostgres
import JoskTesting
import Logging

/// The work of one process: random calls by several tasks, which are recorded in a file.
struct WorkerRun: Codable, Sendable {
    var name: String
    /// A number that no other process has.
    var number: Int
    var url: String
    let businesses: [RecordedBusiness]
    let file: String
    /// The time on the shared clock at which the tasks end.
    let until: Int64
    let tasks: Int
    let seed: UInt64
    /// The histories of other processes, whose unsettled commands this process runs again.
    var inherited: [String] = []
    /// True if the process only settles the commands of the inherited histories.
    var onlySettles = false
    var commandMilliseconds = 3_000
    var preparesStatements = true
    var transactions = 1

    private var configuration: PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url)
        configuration.commandTimeout = .milliseconds(commandMilliseconds)
        configuration.readTimeout = .milliseconds(2_000)
        configuration.lockTimeout = .milliseconds(800)
        configuration.idleInTransactionTimeout = .milliseconds(2_500)
        configuration.connectTimeout = .milliseconds(1_500)
        configuration.maximumConnections = 4 + 2 * transactions
        configuration.preparesStatements = preparesStatements
        return configuration
    }

    private var queue: QueueConfiguration {
        var queue = QueueConfiguration()
        queue.queueTimeout = .milliseconds(commandMilliseconds)
        queue.maximumConcurrentTransactionsPerBusiness = transactions
        return queue
    }

    /// Makes calls until the end of the run, or until every inherited command is settled.
    func run() async throws {
        let logger = Logger(label: "josk.history") { _ in SwiftLogNoOpLogHandler() }
        let file = try HistoryFile(at: file)
        let unsettled = try UnsettledCommand.all(in: inherited)
        let memory = Locked(ProcessMemory())
        try await withPostgresStore(configuration, logger: logger) { store in
            let ledger = Ledger(store: store, queue: queue, logger: logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<tasks {
                    let own = unsettled.enumerated().filter { $0.offset % tasks == task }.map(\.element)
                    group.addTask {
                        var task = WorkerTask(self, task, on: ledger, file, memory)
                        try await task.run(own)
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
