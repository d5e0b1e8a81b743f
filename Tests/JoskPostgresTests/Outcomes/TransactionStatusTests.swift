import JoskLedger
import JoskLibPQ
import Logging
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Transaction status")
struct TransactionStatusTests {
    private typealias Status = LoadTransactionStatus.Status

    private func connect(_ url: String) async throws -> PostgresConnection {
        try await PostgresConnection.connect(
            ConnectionSettings(url: url), logger: Logger(label: "josk.tests"), by: .now + .seconds(3_600))
    }

    private func run(_ connection: PostgresConnection, _ sql: String) async throws(PostgresError) {
        try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement(sql))
            _ = try session.run(pipeline, by: .now + .seconds(3_600))
        }
    }

    /// Begins a transaction with a number, and returns that.
    private func begin(_ connection: PostgresConnection) async throws -> String {
        try await run(connection, "BEGIN")
        return try await connection.run { (session) throws(PostgresError) in
            var pipeline = Pipeline()
            pipeline.append(Statement("SELECT pg_current_xact_id()::text"))
            return try session.run(pipeline, by: .now + .seconds(3_600))[0].map {
                (row) throws(PostgresError) in
                try row.next(String.self)
            }[0]
        }
    }

    /// Returns the status that a separate transaction loads, as the store does.
    private func status(of number: String, _ connection: PostgresConnection) async throws -> Status? {
        try await connection.run { (session) throws(PostgresError) in
            var batch = StatementBatch(isPrepared: false)
            batch.append(sql: "BEGIN ISOLATION LEVEL READ COMMITTED")
            let place = batch.append(LoadTransactionStatus(transactionID: number))
            batch.append(sql: "COMMIT")
            return try StatementBatchResults(try session.run(batch.pipeline, by: .now + .seconds(3_600)))
                .rows(
                    of: place
                )
                .first
        }
    }

    @Test("A transaction is in progress while it runs, and finished after a commit or rollback")
    func changesAtEnd() async throws {
        let url = try await PostgresCluster.shared.database(named: "status")
        let (subject, observer) = (try await connect(url), try await connect(url))
        for ending in ["COMMIT", "ROLLBACK"] {
            let number = try await begin(subject)
            #expect(try await status(of: number, observer) == .inProgress)
            try await run(subject, ending)
            #expect(try await status(of: number, observer) == .finished)
        }
    }

    @Test("A transaction number that this server has not assigned is finished")
    func knowsForeignNumbers() async throws {
        let url = try await PostgresCluster.shared.database(named: "foreign")
        #expect(try await status(of: "9000000000000000000", connect(url)) == .finished)
    }

    @Test("An attempt decides nothing while an earlier attempt still runs")
    func blocks() async throws {
        let database = try await TestDatabase.migrated("blocked")
        let (subject, observer) = (try await connect(database.url), try await connect(database.url))
        let number = try await begin(subject)
        let settings = TransactionSettings(
            preparesStatements: true, lockTimeout: .seconds(3_600), idleInTransactionTimeout: .seconds(3_600),
            deadline: .now + .seconds(3_600))
        let attempt = TransactionAttempt(
            business: Business.ID(), work: TransactionWork(on: Footprint()) { _ in "decided" },
            inDoubt: [InDoubtTransaction(transactionID: number)], settings: settings, metrics: .silent)
        for isOver in [false, true] {
            if isOver { try await run(subject, "ROLLBACK") }
            let ending = await observer.run { session in attempt.run(on: session) }
            switch ending {
            case .blocked: #expect(!isOver)
            case .committed: #expect(isOver)
            default: Issue.record("\(ending)")
            }
        }
    }

    @Test("A transaction is in progress while its commit waits for a standby")
    func waitsForVisibility() async throws {
        let cluster = try await PostgresCluster.start(
            ClusterOptions(settings: ["synchronous_standby_names": "ghost"]))
        let url = cluster.url(database: "postgres")
        let (subject, observer) = (try await connect(url), try await connect(url))
        try await run(subject, "SET synchronous_commit = on")
        let number = try await begin(subject)
        try await run(subject, "CREATE TABLE seen (n int)")
        async let ending: Void = run(subject, "COMMIT")
        let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        #expect(try await eventually { try await cluster.run(waiting, database: url).contains("1") })
        #expect(try await status(of: number, observer) == .inProgress)
        try await cluster.run(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'", database: url)
        try await ending
        #expect(try await status(of: number, observer) == .finished)
    }
}
