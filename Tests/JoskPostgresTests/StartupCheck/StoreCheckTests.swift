import InMemoryLogging
import JoskLedger
import JoskLibPQ
import Logging
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("The check of a store", .timeLimit(.minutes(5)))
struct StoreCheckTests {
    /// Returns the result of a check by a store that is ended afterwards.
    private func check(
        _ configuration: PostgresConfiguration, within limit: Duration = .seconds(3_600)
    ) async -> PostgresCheck {
        await withPostgresStore(configuration, logger: logger) { await $0.check(within: limit) }
    }

    private let logger = Logger(label: "josk.tests") { _ in InMemoryLogHandler() }

    @Test("A check of a migrated database passes, and names the server, its data and its timeline")
    func passes() async throws {
        let database = try await TestDatabase.migrated("ready")
        let check = await check(database.configuration)
        #expect(check.isPassed && check.error == nil)
        let lines = ["connection", "schema", "role", "settings"].map { "\($0): passed" }
        #expect(check.description.hasPrefix(lines.joined(separator: "\n")))
        let server = try #require(check.server)
        let identifier = try await database.run("SELECT system_identifier FROM pg_control_system()")
        #expect(server.systemIdentifier == identifier && server.timeline == 1)
        #expect(try await database.run("SHOW server_version").hasPrefix(server.version))
    }

    @Test("A check without a server, or with one that stays silent, fails within its time")
    func endsInTime() async throws {
        let silent = try ListeningSocket()
        for port in [try OwnServer.freePort(), silent.port] {
            var configuration = PostgresConfiguration(url: "postgresql://127.0.0.1:\(port)/x")
            configuration.connectTimeout = .seconds(3_600)
            configuration.readTimeout = .seconds(3_600)
            let check = await check(configuration, within: .seconds(1))
            #expect(check.error?.code == .unavailable && check.error?.isRetriable == true)
            #expect(check.connection == check.error.map { .failed($0) })
            #expect(check.schema == .notExamined && check.role == .notExamined && check.server == nil)
            #expect(!check.isPassed)
        }
    }

    @Test("A check names the part that fails, and examines no later one")
    func namesPart() async throws {
        let bare = await check(try await TestDatabase.empty("bare").configuration)
        #expect(bare.error?.code == .schemaMismatch)
        #expect(bare.connection == .passed && bare.schema == bare.error.map { .failed($0) })
        #expect(bare.role == .notExamined && bare.settings == .notExamined && bare.server != nil)

        let database = try await TestDatabase.migrated("named")
        let cluster = database.cluster
        let superuser = PostgresConfiguration(url: cluster.url(database: database.name))
        let open = await check(superuser)
        #expect(open.error?.code == .unsafeRole)
        #expect(open.schema == .passed && open.role == open.error.map { .failed($0) })
        #expect(open.settings == .notExamined)

        let wrong = await check(PostgresConfiguration(url: "postgresql://localhost:x/db"))
        #expect(wrong.error?.code == .misconfigured && wrong.error?.isRetriable == false)
    }

    @Test("A store that was shut down fails its check")
    func failsAfterShutdown() async throws {
        let database = try await TestDatabase.migrated("ended")
        let store = database.store()
        #expect(await store.check().isPassed)
        await store.shutdown()
        let check = await store.check()
        #expect(check.error?.code == .unavailable && check.error?.isRetriable == false)
    }

    @Test("A running store reports synchronous_commit when it was switched off, and logs it once")
    func reportsChangedSettings() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions(settings: ["synchronous_commit": "on"]))
        let database = try await TestDatabase.migrated("changed", on: cluster)
        let log = InMemoryLogHandler()
        let words = "synchronous_commit is off"
        let logger = Logger(label: "josk.tests") { _ in log }
        try await withPostgresStore(database.configuration, logger: logger) { store in
            _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
            #expect(await store.check().warnings.allSatisfy { !$0.contains(words) })
            try await database.run("ALTER SYSTEM SET synchronous_commit = off")
            try await database.run("ALTER DATABASE \"\(database.name)\" SET synchronous_commit = off")
            for _ in 0..<2 {
                let check = await store.check()
                #expect(check.isPassed && check.warnings.contains { $0.contains(words) })
                #expect(check.description.contains("warning: \(words)"))
            }
        }
        #expect(log.entries.count { "\($0.message)".contains(words) } == 1)
    }

    @Test("A statement_timeout that ends the check's statements is named as the cause")
    func namesStatementTimeout() async throws {
        let database = try await TestDatabase.migrated("hasty")
        try await database.run("ALTER DATABASE \"\(database.name)\" SET statement_timeout = '50ms'")
        let connection = try await PostgresConnection.connect(
            database.configuration.connectionSettings, logger: logger, by: .now + .seconds(3_600))
        let refusal = await connection.run { (connection: PQConnection) -> StoreError? in
            let error = PostgresError.refused(
                ServerError(sqlState: .queryCanceled, message: "canceling statement due to statement timeout")
            )
            let check = StartupCheck(allowsUnsafeRole: false)
            return check.refusal(after: error, on: connection, by: .now + .seconds(3_600))?.error
        }
        #expect(refusal?.code == .misconfigured && refusal?.isRetriable == false)
        #expect(refusal?.message.contains("the server ends statements after 50 ms") == true)
        #expect(refusal?.message.contains("statement_timeout") == true)
        await connection.close()
    }
}
