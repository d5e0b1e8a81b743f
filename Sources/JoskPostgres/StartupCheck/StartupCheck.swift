internal import JoskLedger
internal import JoskLibPQ

/// Whether a store may work on a database: the schema must be the library's, and the role harmless.
struct StartupCheck: Sendable {
    let allowsUnsafeRole: Bool
    var migrations = Migration.all

    /// What was found.
    enum Verdict: Sendable {
        /// The store may work; what its operator should know all the same, in words.
        case passed(warnings: [String])
        /// It may not.
        case refused(StoreError)
        /// It could not be told: the connection was lost, say.
        case failed(PostgresError)
    }

    func examine(_ connection: PQConnection, by deadline: ContinuousClock.Instant) -> Verdict {
        var batch = StatementBatch(isPrepared: false)
        batch.append(sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        batch.append(sql: "SET LOCAL search_path = pg_catalog, pg_temp")
        batch.append(sql: "SET LOCAL statement_timeout = 0")
        let steps = batch.append(LoadSchemaHistory())
        let roleProblems = batch.append(LoadRoleProblems())
        let defenceProblems = batch.append(DefenceProblems())
        let durabilityProblems = batch.append(DurabilityProblems())
        let versionProblems = batch.append(VersionProblems())
        batch.append(sql: "ROLLBACK")
        do throws(PostgresError) {
            let results = StatementBatchResults(
                try connection.run(batch.pipeline, by: deadline, isCancellable: false))
            let history = SchemaHistory(steps: try results.rows(of: steps))
            let problems = try results.rows(of: roleProblems) + results.rows(of: defenceProblems)
            let warnings = try results.rows(of: durabilityProblems) + results.rows(of: versionProblems)
            if let refusal = refusal(of: history) ?? refusal(of: problems) { return .refused(refusal) }
            return .passed(warnings: warnings)
        } catch {
            connection.rollBack()
            return refusal(after: error).map { .refused($0) } ?? .failed(error)
        }
    }

    private func refusal(of history: SchemaHistory) -> StoreError? {
        if let problem = history.problem(known: migrations) {
            return Self.mismatch("\(MigrationError(problem))")
        }
        if history.version == migrations.count { return nil }
        return Self.mismatch(
            "the schema is at version \(history.version), and this version of Josk needs \(migrations.count): "
                + "\(Self.advice)")
    }

    private func refusal(of problems: [String]) -> StoreError? {
        if allowsUnsafeRole || problems.isEmpty { return nil }
        return StoreError(
            .unsafeRole, outcome: .notCommitted, isRetriable: false,
            message:
                "the role that the store connects as could defeat the isolation of tenants: "
                + "\(problems.joined(separator: "; ")). Connect as the role that the schema was migrated for, "
                + "which has no such right; or, where this is meant to be, set allowsUnsafeRole")
    }

    private func refusal(after error: PostgresError) -> StoreError? {
        switch error.sqlState {
        case .undefinedTable?, .invalidSchemaName?:
            Self.mismatch("there is no schema of Josk in this database: \(Self.advice)")
        case .insufficientPrivilege?:
            StoreError(
                .accessDenied, outcome: .notCommitted, isRetriable: false,
                message:
                    "the role that the store connects as may not read the schema: \(Self.advice), with it "
                    + "as the application's role")
        default: nil
        }
    }

    private static let advice = "run `josk migrate`, or PostgresStore.migrate(_:applicationRole:)"

    private static func mismatch(_ message: String) -> StoreError {
        StoreError(.schemaMismatch, outcome: .notCommitted, isRetriable: false, message: message)
    }
}
