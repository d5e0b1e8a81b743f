internal import JoskLedger
internal import JoskLibPQ

/// The check of a database before a store works on it: the schema must be the library's, and the role must be safe.
struct StartupCheck: Sendable {
    let allowsUnsafeRole: Bool
    var migrations = Migration.all

    /// The result of the check.
    enum Verdict: Sendable {
        /// The store may work; its operator should read the warnings.
        case passed(warnings: [String])
        /// The store may not work.
        case refused(StoreError)
        /// The check could not be completed, for example because the connection was lost.
        case failed(PostgresError)
    }

    func examine(_ connection: PQConnection, by deadline: ContinuousClock.Instant) -> Verdict {
        var batch = StatementBatch(isPrepared: false)
        batch.append(sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        batch.append(sql: "SET LOCAL search_path = pg_catalog, pg_temp")
        batch.append(sql: "SET LOCAL statement_timeout = 0")
        let appliedMigrations = batch.append(LoadSchemaHistory())
        let roleProblems = batch.append(LoadRoleProblems())
        let defenceProblems = batch.append(DefenceProblems())
        let durabilityProblems = batch.append(DurabilityProblems())
        let versionProblems = batch.append(VersionProblems())
        batch.append(sql: "ROLLBACK")
        do throws(PostgresError) {
            let results = StatementBatchResults(
                try connection.run(batch.pipeline, by: deadline, isCancellable: false))
            let history = SchemaHistory(records: try results.rows(of: appliedMigrations))
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
            "the schema is at version \(history.version), but this version of Josk needs \(migrations.count): "
                + "\(Self.advice)")
    }

    private func refusal(of problems: [String]) -> StoreError? {
        if allowsUnsafeRole || problems.isEmpty { return nil }
        return StoreError(
            .unsafeRole, outcome: .notCommitted, isRetriable: false,
            message:
                "the role that the store connects as could bypass the isolation of tenants: "
                + "\(problems.joined(separator: "; ")). Connect as the application's role that the schema was "
                + "migrated for, or, for development only, set allowsUnsafeRole")
    }

    private func refusal(after error: PostgresError) -> StoreError? {
        switch error.sqlState {
        case .undefinedTable?, .invalidSchemaName?:
            Self.mismatch("this database has no schema of Josk: \(Self.advice)")
        case .insufficientPrivilege?:
            StoreError(
                .accessDenied, outcome: .notCommitted, isRetriable: false,
                message:
                    "the role that the store connects as may not read the schema: \(Self.advice), with this "
                    + "role as the application's role")
        default: nil
        }
    }

    private static let advice = "run `josk migrate`, or call PostgresStore.migrate(_:applicationRole:)"

    private static func mismatch(_ message: String) -> StoreError {
        StoreError(.schemaMismatch, outcome: .notCommitted, isRetriable: false, message: message)
    }
}
