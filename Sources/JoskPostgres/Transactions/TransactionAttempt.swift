import JoskLedger
import JoskLibPQ

/// One attempt at a transaction, on a connection of its own: lock and load, decide, write and commit, in two round
/// trips.
struct TransactionAttempt<Output: Sendable>: Sendable {
    /// What became of an attempt.
    enum Ending: Sendable {
        /// It is durable, and this is what the body returned.
        case committed(Output)
        /// It left nothing behind, and never will.
        case aborted(PostgresError)
        /// The answer to COMMIT did not come: whether it is durable nobody can tell yet.
        case doubtful(InDoubtTransaction, PostgresError)
        /// An earlier attempt that is in doubt is still running on the server, so nothing was decided.
        case blocked
        /// It left nothing behind, for somebody else holds these of its rows.
        case contended(Footprint, PostgresError)
        /// It was committed, and is not what was decided: in words.
        case flawed(String)
    }

    let business: Business.ID
    let work: TransactionWork<Output>
    /// Earlier attempts of which nobody knows what became of them.
    let doubts: [InDoubtTransaction]
    let settings: TransactionSettings
    let metrics: PostgresMetrics

    /// Runs the attempt. The session is in no transaction afterwards, or of no use any more.
    func run(on session: inout Session) -> Ending {
        let (loaded, output): (LoadedState, Output)
        do throws(PostgresError) {
            guard let decided = try decide(on: &session) else {
                session.rollBack()
                return .blocked
            }
            (loaded, output) = decided
        } catch {
            session.rollBack(after: error)
            let contended = contendedRows(after: error, on: &session)
            return contended.rowCount > 0 ? .contended(contended, error) : .aborted(error)
        }
        return metrics.time(.write) { write(loaded, output, on: &session) }
    }

    /// What somebody else holds of the rows of a shared transaction that could not be locked in time.
    private func contendedRows(after error: PostgresError, on session: inout Session) -> Footprint {
        guard error.sqlState == "55P03", work.footprint.keys.count > 1, doubts.isEmpty else {
            return Footprint()
        }
        return LockContention(business: business, footprint: work.footprint, settings: settings).find(
            on: &session)
    }

    /// The first round trip, and the decision; nil if an earlier attempt is still running.
    private func decide(on session: inout Session) throws(PostgresError) -> (LoadedState, Output)? {
        let loading = try metrics.time(.lock) { () throws(PostgresError) in try load(on: &session) }
        guard var loaded = loading else { return nil }
        let output = metrics.time(.decide) { work.body(&loaded.state) }
        return (loaded, output)
    }

    /// The first round trip; nil if an earlier attempt is still running.
    private func load(on session: inout Session) throws(PostgresError) -> LoadedState? {
        var batch = Batch(isPrepared: settings.preparesStatements)
        settings.appendBegin(in: business, to: &batch)
        let request = FootprintLoad(
            of: work.footprint, in: business, .locking, doubts: doubts, to: &batch)
        let answers = BatchResults(try session.run(batch.pipeline, by: settings.deadline))
        try request.checkThatItMayWrite(answers)
        for place in request.statuses {
            if try answers.rows(of: place).first == .inProgress { return nil }
        }
        return try request.load(from: answers, clock: settings.clock)
    }

    /// The second round trip.
    private func write(_ loaded: LoadedState, _ output: Output, on session: inout Session) -> Ending {
        var batch = Batch(isPrepared: settings.preparesStatements)
        ChangesWrite(loaded).append(to: &batch)
        // A replay tells what an earlier transaction did. Where commits wait for a standby, this one's has to wait for
        // that one's too; it does if it has written something, and that need not be a row.
        if loaded.state.changes.isEmpty, loaded.hasReplays {
            batch.append(sql: "SELECT FROM pg_catalog.pg_logical_emit_message(true, 'josk', '')")
        }
        batch.append(sql: "COMMIT")
        do throws(PostgresError) {
            let answers = BatchResults(try session.run(batch.pipeline, by: settings.deadline))
            // COMMIT of a transaction that has failed says so in its tag alone.
            guard answers.lastCommandTag == "COMMIT" else {
                throw .malformed("COMMIT was answered with \(answers.lastCommandTag)")
            }
            // It may be on this server alone: the standby that it waited for has not confirmed it.
            if session.wasCancelledTooLate { throw .timedOut() }
            if let flaw = answers.flaw(in: batch) { return .flawed(flaw) }
            return .committed(output)
        } catch {
            session.rollBack(after: error)
            if loaded.state.changes.isEmpty || error.isKnownToHaveEnded { return .aborted(error) }
            return .doubtful(InDoubtTransaction(transaction: loaded.transaction), error)
        }
    }
}
