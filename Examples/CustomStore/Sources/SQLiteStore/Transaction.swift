import GRDB
import JoskLedger

/// One transaction, which locks, loads, decides, writes and commits on the only connection that writes.
struct Transaction {
    private let database: Database
    private let business: Business.ID
    private let clock: @Sendable () -> Timestamp

    init(_ database: Database, in business: Business.ID, clock: @escaping @Sendable () -> Timestamp) {
        (self.database, self.business, self.clock) = (database, business, clock)
    }

    /// Runs the work to its end; nil if there was no work.
    func run<Output: Sendable>(_ work: () -> TransactionWork<Output>?) throws(StoreError) -> Output? {
        // IMMEDIATE takes the lock now, so the reads below include the changes of the last transaction that had the
        // lock. A transaction that takes it only to write would have to fail if another one wrote in the meantime.
        try attempt { try database.beginTransaction(.immediate) }
        guard let (state, output) = try decideAndWrite(work) else {
            try attempt(database.rollback)
            return nil
        }
        do {
            try database.commit()
        } catch {
            // The rollback fails only if SQLite has already rolled back by itself.
            try? database.rollback()
            throw state.changes.isEmpty ? StoreError(error) : StoreError(error, outcome: .unknown)
        }
        return output
    }

    private func decideAndWrite<Output>(_ work: () -> TransactionWork<Output>?) throws(StoreError) -> (
        TransactionState, Output
    )? {
        guard let work = work() else { return nil }
        do throws(StoreError) {
            let reader = SQLiteReader(database, of: business)
            var state = try reader.state(of: work.footprint, in: business, now: clock())
            let output = work.body(&state)
            if !state.changes.isEmpty { try attempt { try database.write(state) } }
            return (state, output)
        } catch {
            try? database.rollback()
            throw error
        }
    }
}
