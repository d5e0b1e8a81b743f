import JoskLedger
import JoskTesting

/// The assignment of ledgers to the tasks of a process.
package enum Ledgers: Codable, Sendable, Hashable {
    /// One ledger for each task: the tasks contend only in the store.
    case own
    /// One ledger for all tasks, as in most applications.
    ///
    /// Their commands share up to this many concurrent transactions of each business.
    case shared(transactions: Int)

    /// Returns a ledger for each of this many tasks.
    func make(_ tasks: Int, on store: any Store) -> [Ledger] {
        switch self {
        case .own: return (0..<tasks).map { _ in Ledger(store: store, queue: .patient) }
        case .shared(let transactions):
            var settings = QueueConfiguration.patient
            settings.maximumConcurrentTransactionsPerBusiness = transactions
            return Array(repeating: Ledger(store: store, queue: settings), count: tasks)
        }
    }

    /// Returns the minimum number of sessions that request the same rows at once when all tasks do.
    ///
    /// The tasks are spread over this many businesses.
    package func sessions(of tasks: Int, in businesses: Int) -> Int {
        switch self {
        case .own: tasks
        case .shared: min(tasks, businesses)
        }
    }
}
