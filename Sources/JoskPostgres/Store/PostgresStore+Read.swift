import JoskLedger
import JoskLibPQ

/// What the server answered to a read.
struct ReadAnswers {
    let answers: Answers
    /// The currency of the business, and so of every amount.
    let currency: Currency

    func rows<Statement: PostgresStatement>(
        of place: Batch.Place<Statement>
    ) throws(PostgresError) -> [Statement.Row] {
        try answers.rows(of: place)
    }
}

extension PostgresStore {
    /// Reads in one snapshot and one round trip.
    ///
    /// - Parameters:
    ///   - append: Appends the statements.
    ///   - answer: Makes the answer of their rows.
    /// - Returns: The answer, or nil if there is no such business.
    func read<Places, Answer: Sendable>(
        in business: Business.ID, _ append: @escaping @Sendable (inout Batch) -> Places,
        _ answer: @escaping @Sendable (ReadAnswers, Places) throws(PostgresError) -> Answer
    ) async throws(StoreError) -> Answer? {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        return try await tryRead(by: deadline, until: deadline) { (session) throws(PostgresError) in
            var batch = Batch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let currency = batch.append(FindCurrency(business: business))
            let places = append(&batch)
            batch.append(sql: "COMMIT")
            let answers = Answers(try session.run(batch.pipeline, by: deadline))
            guard let currency = try answers.rows(of: currency).first else { return nil }
            return try answer(ReadAnswers(answers: answers, currency: currency), places)
        }
    }

    /// Runs a read, and again if the connection was lost under it: it changes nothing.
    ///
    /// - Parameters:
    ///   - deadline: Until when to wait for a connection.
    ///   - end: Until when to try again; nil for a read that may take any time.
    ///   - body: The read.
    func tryRead<Answer: Sendable>(
        by deadline: ContinuousClock.Instant, until end: ContinuousClock.Instant?,
        _ body: @escaping @Sendable (inout Session) throws(PostgresError) -> Answer
    ) async throws(StoreError) -> Answer {
        var attempts = 0
        while true {
            attempts += 1
            let result = try await withConnection(by: deadline) { connection throws(PostgresError) in
                try await connection.runCancellably { (session) throws(PostgresError) in
                    do throws(PostgresError) {
                        return try body(&session)
                    } catch {
                        session.rollBack()
                        throw error
                    }
                }
            }
            do throws(PostgresError) {
                return try result.get()
            } catch {
                if Task.isCancelled { throw error.storeErrorOfCancelledRead }
                if error.remedy == .none || attempts >= 3 || end.map({ $0 <= .now }) ?? false {
                    throw error.storeError
                }
            }
        }
    }

    func transactionSettings(by deadline: ContinuousClock.Instant) -> TransactionSettings {
        TransactionSettings(
            preparesStatements: configuration.preparesStatements, lockTime: configuration.lockTimeout,
            idleTime: configuration.idleTimeout, deadline: deadline, clock: clock)
    }
}

extension PostgresError {
    /// What the caller is told whose task was cancelled while it read.
    fileprivate var storeErrorOfCancelledRead: StoreError {
        StoreError(
            .cancelled, outcome: .notDone, isRetriable: false, message: "the task was cancelled: \(self)")
    }
}

extension Session {
    /// Ends a transaction that has failed. If that fails too, the connection is of no use, which it then says of
    /// itself.
    mutating func rollBack() {
        if isIdle { return }
        var pipeline = Pipeline()
        pipeline.append(Statement("ROLLBACK"))
        // Rolling back takes no time, unless the server has gone. A cancelled read needs it as much as any other.
        _ = try? run(pipeline, by: .now + .seconds(5), isCancellable: false)
    }
}
