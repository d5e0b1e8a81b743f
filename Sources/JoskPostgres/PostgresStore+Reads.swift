import JoskLedger
import JoskLibPQ

extension PostgresStore {
    /// Reads in one snapshot and one round trip.
    ///
    /// - Parameters:
    ///   - rowCount: The number of rows that the read may return, which decides about its business's turns.
    ///   - append: Appends the statements.
    ///   - decode: Decodes the output from their rows.
    /// - Returns: The output, or nil if the business does not exist.
    func read<Places, Output: Sendable>(
        in business: Business.ID, rowCount: Int = 1,
        _ append: @escaping @Sendable (inout StatementBatch) -> Places,
        _ decode: @escaping @Sendable (ReadResults, Places) throws(PostgresError) -> Output
    ) async throws(StoreError) -> Output? {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let settings = transactionSettings(by: deadline)
        let use = ConnectionUse.read(of: business, rowCount: rowCount)
        return try await tryRead(for: use, connectingBy: deadline, retryingUntil: deadline) {
            (connection) throws(PostgresError) in
            var batch = StatementBatch(isPrepared: settings.preparesStatements)
            settings.appendBeginReading(in: business, to: &batch)
            let currency = batch.append(FindCurrency(business: business))
            let places = append(&batch)
            batch.append(sql: "COMMIT")
            let results = StatementBatchResults(try connection.run(batch.pipeline, by: deadline))
            guard let currency = try results.rows(of: currency).first else { return nil }
            return try decode(ReadResults(results: results, currency: currency), places)
        }
    }

    /// Runs a read, and repeats it as ``RetryPolicy`` decides.
    ///
    /// - Parameters:
    ///   - use: The use of the connection.
    ///   - deadline: The end of the wait for a connection.
    ///   - end: The time until which the read is repeated; nil for a scan, which may take any time.
    ///   - body: The read.
    func tryRead<Output: Sendable>(
        for use: ConnectionUse, connectingBy deadline: ContinuousClock.Instant,
        retryingUntil end: ContinuousClock.Instant?,
        _ body: @escaping @Sendable (PQConnection) throws(PostgresError) -> Output
    ) async throws(StoreError) -> Output {
        let start = ContinuousClock.now
        // The duration of a scan depends on the size of the business: it would distort the metric of reads.
        defer { if end != nil { metrics.recordRead(since: start) } }
        var policy = RetryPolicy(end == nil ? .scan : .read, until: end)
        var lastFailure: StoreError?
        while true {
            // A scan may be repeated after the deadline for connecting has passed.
            let connecting = end == nil ? max(deadline, .now + configuration.readTimeout) : deadline
            let result = try await withConnection(by: connecting, for: use, isCancellable: true) {
                connection -> Result<Output, PostgresError> in
                do throws(PostgresError) {
                    return .success(try body(connection))
                } catch {
                    connection.rollBack()
                    return .failure(error)
                }
            }
            do throws(PostgresError) {
                return try result.get()
            } catch {
                if Task.isCancelled { throw error.storeErrorOfCancelledRead }
                guard case .retry(after: let pause) = policy.decide(after: error) else {
                    throw error.storeError.following(lastFailure)
                }
                lastFailure = error.storeError
                metrics.recordRetry(RetryCause(error))
                try? await Task.sleep(for: pause)
            }
        }
    }
}

extension PostgresError {
    /// The error of a read whose task was cancelled.
    fileprivate var storeErrorOfCancelledRead: StoreError {
        StoreError(
            .cancelled, outcome: .notCommitted, isRetriable: false, message: "the task was cancelled: \(self)"
        )
    }
}
