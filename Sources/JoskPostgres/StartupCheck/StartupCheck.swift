internal import JoskLedger
internal import JoskLibPQ

/// The check of a database before a store works on it: the schema must be the library's, and the role must be safe.
struct StartupCheck: Sendable {
    let allowsUnsafeRole: Bool
    /// The bound of a report; the check of a store leaves the clock to its transactions.
    var maximumClockSkew: Duration?
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

    /// The findings of the queries of the check.
    struct Findings {
        var schema: StoreError?
        var role: StoreError?
        var warnings: [String] = []
        /// The server's time; nil if the query returned none.
        var now: Timestamp?
    }

    /// The part of a database that made the check fail.
    enum Part { case schema, role, settings }

    func examine(_ connection: PQConnection, by deadline: ContinuousClock.Instant) -> Verdict {
        do throws(PostgresError) {
            let findings = try findings(on: connection, by: deadline)
            if let refusal = findings.schema ?? findings.role { return .refused(refusal) }
            return .passed(warnings: findings.warnings)
        } catch {
            return refusal(after: error, on: connection, by: deadline).map { .refused($0.error) }
                ?? .failed(error)
        }
    }

    /// Runs the queries of the check.
    func findings(
        on connection: PQConnection, by deadline: ContinuousClock.Instant
    ) throws(PostgresError) -> Findings {
        var batch = StatementBatch(isPrepared: false)
        batch.append(sql: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        batch.append(sql: "SET LOCAL search_path = pg_catalog, pg_temp")
        batch.append(sql: "SET LOCAL statement_timeout = 0")
        let appliedMigrations = batch.append(LoadSchemaHistory())
        let roleProblems = batch.append(LoadRoleProblems())
        let defenceProblems = batch.append(DefenceProblems())
        let durabilityProblems = batch.append(DurabilityProblems())
        let versionProblems = batch.append(VersionProblems())
        let now = batch.append(LoadServerTime())
        batch.append(sql: "ROLLBACK")
        do throws(PostgresError) {
            let results = StatementBatchResults(
                try connection.run(batch.pipeline, by: deadline, isCancellable: false))
            let history = SchemaHistory(records: try results.rows(of: appliedMigrations))
            let problems = try results.rows(of: roleProblems) + results.rows(of: defenceProblems)
            let warnings = try results.rows(of: durabilityProblems) + results.rows(of: versionProblems)
            return Findings(
                schema: refusal(of: history), role: refusal(of: problems), warnings: warnings,
                now: try results.rows(of: now).first)
        } catch {
            // A server that does not respond to the queries does not respond to a rollback either.
            if case .refused = error { connection.rollBack() }
            throw error
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

    /// Returns the refusal that an error of the queries means, with the part that it concerns; nil if it means none.
    func refusal(
        after error: PostgresError, on connection: PQConnection, by deadline: ContinuousClock.Instant
    ) -> (part: Part, error: StoreError)? {
        switch error.sqlState {
        case .undefinedTable?, .invalidSchemaName?:
            return (.schema, Self.mismatch("this database has no schema of Josk: \(Self.advice)"))
        case .insufficientPrivilege?:
            let message =
                "the role that the store connects as may not read the schema: \(Self.advice), with this role as the "
                + "application's role"
            return (
                .role,
                StoreError(.accessDenied, outcome: .notCommitted, isRetriable: false, message: message)
            )
        case .queryCanceled?:
            return Self.statementTimeout(on: connection, by: deadline).map { timeout in
                let message =
                    "the server ends statements after \(timeout) ms, before the store can set its own limit: reset "
                    + "statement_timeout of the role and of the database (ALTER ROLE … RESET statement_timeout)"
                return (
                    .settings,
                    StoreError(.misconfigured, outcome: .notCommitted, isRetriable: false, message: message)
                )
            }
        default: return nil
        }
    }

    /// Returns the session's statement timeout in milliseconds; nil if there is none, or none that could have ended the
    /// short statements before the one that switches it off.
    private static func statementTimeout(
        on connection: PQConnection, by deadline: ContinuousClock.Instant
    ) -> Int64? {
        // The timeout may also end this statement, although it is a short one.
        for _ in 0..<20 {
            var batch = StatementBatch(isPrepared: false)
            let place = batch.append(LoadStatementTimeout())
            guard
                let rows = try? StatementBatchResults(
                    connection.run(batch.pipeline, by: deadline, isCancellable: false)
                ).rows(of: place)
            else { continue }
            return rows.first.flatMap { (1...1_000).contains($0) ? $0 : nil }
        }
        return nil
    }

    private struct LoadServerTime: FixedStatement {
        static let sql = "SELECT clock_timestamp()"

        func bind(_: inout Parameters) {}

        static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Timestamp { try row.next() }
    }

    private struct LoadStatementTimeout: FixedStatement {
        static let sql = "SELECT setting::int8 FROM pg_catalog.pg_settings WHERE name = 'statement_timeout'"

        func bind(_: inout Parameters) {}

        static func decode(_ row: inout Rows.RowDecoder) throws(PostgresError) -> Int64 { try row.next() }
    }

    private static let advice = "run `josk migrate`, or call PostgresStore.migrate(_:applicationRole:)"

    private static func mismatch(_ message: String) -> StoreError {
        StoreError(.schemaMismatch, outcome: .notCommitted, isRetriable: false, message: message)
    }
}
