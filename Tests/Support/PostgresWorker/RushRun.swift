import JoskLedger
import JoskPostgres
import JoskTesting
import Logging

/// What one of several processes does that buy and sell in the same businesses: many tasks at once, each with commands at
/// random.
package struct RushRun: Codable, Sendable {
    package enum Length: Codable, Sendable {
        /// So many commands a task.
        case commands(Int)
        /// So many seconds after the first.
        case seconds(Int)
    }

    let businesses: [ShopIdentifiers]
    /// One to which nothing is to happen.
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
