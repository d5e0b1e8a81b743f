import GRDB
import JoskLedger

/// One transaction: lock, load, decide, write, commit. It has the only connection that writes.
struct Transaction {
    private let database: Database
    private let business: Business.ID
    private let clock: @Sendable () -> Timestamp

    init(_ database: Database, in business: Business.ID, clock: @escaping @Sendable () -> Timestamp) {
        (self.database, self.business, self.clock) = (database, business, clock)
    }

    /// Runs work to its end; nil if there was none.
    func run<Output: Sendable>(_ work: () -> TransactionWork<Output>?) throws(StoreError) -> Output? {
        // IMMEDIATE takes the lock now, so what is read below is what the last holder of the lock has left. A transaction
        // that only becomes a writer later would have to fail where another has written meanwhile.
        try attempt { try database.beginTransaction(.immediate) }
        guard let (state, output) = try decideAndWrite(work) else {
            try attempt(database.rollback)
            return nil
        }
        do {
            try database.commit()
        } catch {
            // It fails only where SQLite has rolled back by itself.
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
