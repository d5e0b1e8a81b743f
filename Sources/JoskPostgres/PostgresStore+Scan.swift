public import JoskLedger
internal import JoskLibPQ

extension PostgresStore {
    /// See ``/JoskLedger/Store/scan(rowsIn:by:into:_:)``. The rows come some at a time, through cursors: it takes no
    /// more memory than those, however large the business.
    public func scan<Result: Sendable>(
        rowsIn business: Business.ID, by order: RowOrder, into initial: Result,
        _ step: @escaping @Sendable (inout Result, StoredRow) -> Void
    ) async throws(StoreError) -> Result {
        let deadline = ContinuousClock.now + configuration.readTimeout
        let fetchTimeout = configuration.auditFetchTimeout
        var settings = transactionSettings(by: deadline)
        settings.idleTime = fetchTimeout
        let begin = settings
        return try await tryRead(connectingBy: deadline, retryingUntil: nil) {
            (session) throws(PostgresError) in
            var batch = Batch(isPrepared: begin.preparesStatements)
            begin.appendBeginReading(in: business, to: &batch)
            let moment = batch.append(LoadMoment(business: business, access: .readOnly))
            let answers = BatchResults(try session.run(batch.pipeline, by: .now + fetchTimeout))
            var result = initial
            if let row = try answers.rows(of: moment).first?.business {
                var fold = AuditScan(
                    in: business, currency: row.currency, into: initial, fetchTimeout: fetchTimeout,
                    step: step)
                result =
                    switch order {
                    case .owner: try fold.byOwner(row, &session)
                    case .command: try fold.byCommand(&session)
                    }
            }
            var commit = Pipeline()
            commit.append(Statement("COMMIT"))
            _ = try session.run(commit, by: .now + fetchTimeout)
            return result
        }
    }
}
