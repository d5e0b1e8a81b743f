public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// Scans the rows of a business into a result, in one snapshot.
    ///
    /// The rows are fetched in batches through cursors. The scan needs no more memory than a batch of each cursor,
    /// however large the business. For the contract, see ``/JoskLedger/Store/scan(rowsIn:by:into:_:)``.
    public func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let fetchTimeout = configuration.auditFetchTimeout
        var settings = transactionSettings(by: deadline)
        settings.idleInTransactionTimeout = fetchTimeout
        let begin = settings
        return try await tryRead(for: .scan(of: business), connectingBy: deadline, retryingUntil: nil) {
            (connection) throws(PostgresError) in
            // Not prepared, because other reads must not use a plan that was made with these settings.
            var batch = StatementBatch(isPrepared: false)
            begin.appendBeginReading(in: business, .any, to: &batch)
            let context = batch.append(LoadTransactionContext(business: business, access: .readOnly))
            let results = StatementBatchResults(try connection.run(batch.pipeline, by: .now + fetchTimeout))
            var result = initial
            if let row = try results.rows(of: context).first?.business {
                var scan = AuditScan(
                    in: business, currency: row.currency, into: initial, fetchTimeout: fetchTimeout,
                    step: step)
                result =
                    switch order {
                    case .owner: try scan.byOwner(row, connection)
                    case .command: try scan.byCommand(connection)
                    }
            }
            var commit = Pipeline()
            commit.append(Statement("COMMIT"))
            _ = try connection.run(commit, by: .now + fetchTimeout)
            return result
        }
    }
}
