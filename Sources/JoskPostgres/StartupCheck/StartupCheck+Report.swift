internal import JoskLedger
internal import JoskLibPQ

extension StartupCheck {
    /// Examines a database part by part.
    func report(on connection: PQConnection, by deadline: ContinuousClock.Instant) -> PostgresCheck {
        var check = PostgresCheck()
        check.connection = .passed
        let sent = Timestamp.now
        do throws(PostgresError) {
            let findings = try findings(on: connection, by: deadline)
            check.schema = findings.schema.map { .failed($0) } ?? .passed
            // An older or newer schema has other tables, so the role's privileges cannot be compared.
            if check.schema == .passed { check.role = findings.role.map { .failed($0) } ?? .passed }
            if check.role == .passed { check.settings = settings(findings, sent: sent) }
            check.warnings = findings.warnings
        } catch {
            if let refusal = refusal(after: error, on: connection, by: deadline) {
                switch refusal.part {
                case .schema: check.schema = .failed(refusal.error)
                case .role: check.role = .failed(refusal.error)
                case .settings: check.settings = .failed(refusal.error)
                }
            } else if error.storeError.code == .schemaMismatch {
                check.schema = .failed(error.storeError)
            } else {
                check.connection = .failed(error.storeError)
            }
        }
        check.server = server(on: connection, by: deadline)
        return check
    }

    private func settings(_ findings: Findings, sent: Timestamp) -> PostgresCheck.Result {
        guard let bound = maximumClockSkew, let server = findings.now,
            let skew = ClockSkew(server: server, sent: sent, received: .now, over: bound)
        else { return .passed }
        return .failed(skew.error.storeError)
    }

    /// Returns the identity of the server; nil if the connection is lost.
    private func server(
        on connection: PQConnection, by deadline: ContinuousClock.Instant
    ) -> PostgresCheck.Server? {
        // Not after a failure, and not in a transaction that the server did not end.
        guard connection.isIdle else { return nil }
        var batch = StatementBatch(isPrepared: false)
        let identity = batch.append(LoadServerIdentity())
        // Without the privilege to read it, the rest of the check still has a meaning.
        let rows = try? StatementBatchResults(
            connection.run(batch.pipeline, by: deadline, isCancellable: false)
        ).rows(of: identity)
        let version = connection.serverVersion
        guard version > 0 else { return nil }
        return PostgresCheck.Server(
            version: "\(version / 10_000).\(version % 10_000)",
            systemIdentifier: rows?.first?.systemIdentifier,
            timeline: (rows?.first?.timeline).map(Int.init))
    }
}
