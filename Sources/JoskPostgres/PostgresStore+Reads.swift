import JoskLedger
import JoskLibPQ

extension PostgresStore {
    /// Reads in one snapshot and one round trip.
    ///
    /// - Parameters:
    ///   - append: Appends the statements.
    ///   - answer: Makes the answer of their rows.
    /// - Returns: The answer, or nil if there is no such business.
    func read<Places, Answer: Sendable>(
        in business: Business.ID, _ append: @escaping @Sendable (inout Batch) -> Places,
        _ answer: @escaping @Sendable (ReadResults, Places) throws(PostgresError) -> Answer
    ) async throws(StoreError) -> Answer? {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        return try await tryRead(connectingBy: deadline, retryingUntil: deadline) {
            (session) throws(PostgresError) in
            var batch = Batch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let currency = batch.append(FindCurrency(business: business))
            let places = append(&batch)
            batch.append(sql: "COMMIT")
            let answers = BatchResults(try session.run(batch.pipeline, by: deadline))
            guard let currency = try answers.rows(of: currency).first else { return nil }
            return try answer(ReadResults(answers: answers, currency: currency), places)
        }
    }

    /// Runs a read, and again if the connection was lost under it: it changes nothing.
    ///
    /// - Parameters:
    ///   - deadline: Until when to wait for a connection.
    ///   - end: Until when to try again; nil for a read that may take any time, which is tried three times.
    ///   - body: The read.
    func tryRead<Answer: Sendable>(
        connectingBy deadline: ContinuousClock.Instant, retryingUntil end: ContinuousClock.Instant?,
        _ body: @escaping @Sendable (inout Session) throws(PostgresError) -> Answer
    ) async throws(StoreError) -> Answer {
        let start = ContinuousClock.now
        // An audit takes as long as its business is large: among reads it would only be in the way.
        defer { if end != nil { metrics.recordRead(since: start) } }
        var (attempts, reason) = (0, StoreError?.none)
        while true {
            attempts += 1
            // A read that may take any time may come back to connect when that deadline is long over.
            let connecting = end == nil ? max(deadline, .now + configuration.readTimeout) : deadline
            let result = try await withConnection(by: connecting, for: .read) {
                connection throws(PostgresError) in
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
                let pause = Backoff.pause(after: attempts)
                guard error.isWorthReadingAgain(after: attempts),
                    end.map({ .now + pause < $0 }) ?? (attempts < 3)
                else { throw error.storeError.after(reason) }
                reason = error.storeError
                metrics.recordRetry(RetryCause(error))
                try? await Task.sleep(for: pause)
            }
        }
    }
}

extension PostgresError {
    /// Whether a read that failed so many times, with this at last, may succeed yet. A server that is stopped ends one
    /// connection after another, and says so: how many were lost then says nothing. Without that word it may be the read
    /// itself that ends the server's process, and with it everybody's.
    fileprivate func isWorthReadingAgain(after attempts: Int) -> Bool {
        switch remedy {
        case .backOff: sqlState == "57P01" || attempts < 6
        case .giveUp: false
        case .decideAgain, .prepareAgain, .lookForPrimary, .waitForLockAgain: attempts < 3
        }
    }

    /// What the caller is told whose task was cancelled while it read.
    fileprivate var storeErrorOfCancelledRead: StoreError {
        StoreError(
            .cancelled, outcome: .notCommitted, isRetriable: false, message: "the task was cancelled: \(self)"
        )
    }
}
