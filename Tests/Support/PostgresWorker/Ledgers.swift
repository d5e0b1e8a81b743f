import JoskLedger
import JoskTesting

/// How the tasks of a process come by their ledgers.
package enum Ledgers: Codable, Sendable, Hashable {
    /// Each has one of its own: all of them meet in the store.
    case own
    /// All share one, as in most hosts: their commands go together in so many transactions of a business at a time.
    case shared(transactions: Int)

    /// One for each of so many tasks.
    func make(_ tasks: Int, on store: any Store) -> [Ledger] {
        switch self {
        case .own: return (0..<tasks).map { _ in Ledger(store: store, queue: .patient) }
        case .shared(let transactions):
            var settings = QueueConfiguration.patient
            settings.maximumConcurrentTransactionsPerBusiness = transactions
            return Array(repeating: Ledger(store: store, queue: settings), count: tasks)
        }
    }

    /// How many sessions at least want the same rows at the same time if all tasks do, spread over so many businesses.
    package func sessions(of tasks: Int, in businesses: Int) -> Int {
        switch self {
        case .own: tasks
        case .shared: min(tasks, businesses)
        }
    }
}
