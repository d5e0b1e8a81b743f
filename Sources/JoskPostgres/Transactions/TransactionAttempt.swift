import JoskLedger
import JoskLibPQ

/// One attempt at a transaction, on a connection of its own.
///
/// It locks and loads, decides, writes and commits, in two round trips.
struct TransactionAttempt<Output: Sendable>: Sendable {
    /// The result of an attempt.
    enum Ending: Sendable {
        /// Committed and durable, with the body's output.
        case committed(Output)
        /// Not committed, or committed without changes.
        case aborted(PostgresError)
        /// Neither a commit nor a rollback is proved; the transaction may be durable.
        case inDoubt(InDoubtTransaction, PostgresError)
        /// Nothing was decided, because an earlier attempt that is in doubt is still running on the server.
        case blocked
        /// Rolled back, because another session has locked these rows or fenced keys of its footprint.
        case contended(Footprint, PostgresError)
        /// Committed, but the committed rows differ from the decision, as the text describes.
        case flawed(String)
    }

    let business: Business.ID
    let work: TransactionWork<Output>
    /// Earlier attempts whose outcome is unknown.
    let inDoubt: [InDoubtTransaction]
    let settings: TransactionSettings
    let metrics: PostgresMetrics

    /// Runs the attempt.
    ///
    /// Afterwards the connection is idle or has failed.
    func run(on connection: PQConnection) -> Ending {
        do throws(PostgresError) {
            switch try metrics.time(.lock, { () throws(PostgresError) in try load(on: connection) }) {
            case .blocked:
                connection.rollBack()
                return .blocked
            case .loaded(var loaded):
                let output = metrics.time(.decide) { work.body(&loaded.state) }
                return metrics.time(.write) { write(loaded, output, on: connection) }
            }
        } catch {
            connection.rollBack(after: error)
            let contended = contendedRows(after: error, on: connection)
            return contended.rowCount > 0 ? .contended(contended, error) : .aborted(error)
        }
    }

    /// The result of the first round trip.
    private enum Loading {
        case loaded(LoadedState)
        /// An earlier attempt is still running.
        case blocked
    }

    /// Returns the rows of this transaction that another session has locked, after a lock timeout.
    ///
    /// The footprint is empty if the error is no lock timeout, if the transaction has a single command, if a
    /// transaction is in doubt, or if the rows cannot be found out.
    private func contendedRows(after error: PostgresError, on connection: PQConnection) -> Footprint {
        guard error.sqlState == .lockNotAvailable, work.footprint.keys.count > 1, inDoubt.isEmpty else {
            return Footprint()
        }
        return LockContention(business: business, footprint: work.footprint, settings: settings).find(
            on: connection)
    }

    /// The first round trip.
    private func load(on connection: PQConnection) throws(PostgresError) -> Loading {
        var batch = StatementBatch(isPrepared: settings.preparesStatements)
        settings.appendBegin(in: business, to: &batch)
        let load = FootprintLoad(
            of: work.footprint, in: business, .locking, inDoubt: inDoubt, to: &batch)
        let sent = Timestamp.now
        let results = StatementBatchResults(try connection.run(batch.pipeline, by: settings.deadline))
        try load.checkIsWritable(results)
        try load.checkClock(results, sent: sent, settings.maximumClockSkew)
        for place in load.statuses {
            if try results.rows(of: place).first == .inProgress { return .blocked }
        }
        return .loaded(try load.state(from: results, clock: settings.clock))
    }

    /// The second round trip.
    private func write(_ loaded: LoadedState, _ output: Output, on connection: PQConnection) -> Ending {
        var batch = StatementBatch(isPrepared: settings.preparesStatements)
        ChangesWrite(loaded).append(to: &batch)
        // A replay returns the result of an earlier transaction. Where commits wait for a standby, this commit must
        // wait for that transaction too. It does if this transaction has written WAL, which need not be a row.
        if loaded.state.changes.isEmpty, loaded.hasReplays {
            batch.append(sql: "SELECT FROM pg_catalog.pg_logical_emit_message(true, 'josk', '')")
        }
        batch.append(sql: "COMMIT")
        var outcome = PipelineOutcome()
        do throws(PostgresError) {
            let rows = try connection.run(batch.pipeline, by: settings.deadline, recording: &outcome)
            // The commit may be on this server alone: the standby that it waited for has not confirmed it.
            if outcome.wasCancelledTooLate { throw .timedOut() }
            let results = StatementBatchResults(rows)
            guard CommitOutcome(of: outcome) == .committed else {
                throw .malformed(
                    "the responses do not prove a commit: command tag \(results.lastCommandTag), \(outcome.ending)"
                )
            }
            if let flaw = try results.flaw(in: batch) { return .flawed(flaw) }
            return .committed(output)
        } catch {
            connection.rollBack(after: error)
            return .failedToCommit(loaded, outcome, after: error)
        }
    }
}
