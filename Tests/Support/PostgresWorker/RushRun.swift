import JoskLedger
import JoskPostgres
import JoskTesting
import Logging

/// The job of one of several processes that buy and sell in the same businesses.
///
/// Many tasks run at once, each with random commands.
package struct RushRun: Codable, Sendable {
    /// The length of a run.
    package enum Length: Codable, Sendable {
        /// The number of commands of each task.
        case commands(Int)
        /// The number of seconds after each task's first command.
        case seconds(Int)
    }

    let businesses: [ShopIdentifiers]
    /// A business that no command may change.
    let bystander: ShopIdentifiers
    let process: Int
    let tasks: Int
    let ledgers: Ledgers
    let seed: UInt64
    let length: Length

    package init(
        in businesses: [ShopIdentifiers], beside bystander: ShopIdentifiers, process: Int, tasks: Int,
        _ ledgers: Ledgers, seed: UInt64, length: Length
    ) {
        (self.businesses, self.bystander) = (businesses, bystander)
        (self.process, self.tasks, self.ledgers) = (process, tasks, ledgers)
        (self.seed, self.length) = (seed, length)
    }

    func run(on url: String) async -> Tally {
        await withPostgresStore(.patient(url, connections: tasks), logger: .silent) { store in
            await withTaskGroup(of: Tally.self) { group in
                for (task, ledger) in ledgers.make(tasks, on: store).enumerated() {
                    group.addTask {
                        var rush = RushTask(self, number: task, on: ledger)
                        await rush.run()
                        return rush.tally
                    }
                }
                return await group.reduce(into: Tally(of: businesses)) { $0.merge($1) }
            }
        }
    }
}
