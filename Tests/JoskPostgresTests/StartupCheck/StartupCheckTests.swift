import InMemoryLogging
import JoskLedger
import JoskTesting
import Logging
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("The startup check")
struct StartupCheckTests {
    private func refusal(
        on database: TestDatabase, _ configuration: PostgresConfiguration? = nil
    ) async throws -> StoreError? {
        try await withStore(on: database, configuration) { store in
            do throws(StoreError) {
                _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("The startup check refuses a database without the schema, and names the migration")
    func isMigrated() async throws {
        let error = try await refusal(on: try await TestDatabase.empty("bare"))
        #expect(error?.code == .schemaMismatch)
        #expect(error?.outcome == .notCommitted)
        #expect(error?.message.contains("PostgresStore.migrate") == true)
    }

    @Test("The startup check refuses an older schema, a newer one and a different one")
    func isCurrent() async throws {
        let database = try await TestDatabase.migrated("versions")
        #expect(try await refusal(on: database) == nil)
        let steps = [
            ("INSERT INTO josk.migrations SELECT 3, 'tomorrow', sha256('x')", "use a newer one"),
            ("DELETE FROM josk.migrations WHERE version > 1", "needs 2"),
            ("INSERT INTO josk.migrations SELECT 2, 'immutability', sha256('x')", "differs from"),
        ]
        for (change, words) in steps {
            try await database.run(change)
            let error = try await refusal(on: database)
            #expect(error?.code == .schemaMismatch)
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            #expect(error?.isRetriable == false)
        }
    }

    @Test("A store that the startup check refused works once the schema exists")
    func recovers() async throws {
        let database = try await TestDatabase.empty("later")
        try await withStore(on: database) { store in
            await #expect(throws: StoreError.self) {
                _ = try await store.customer(.id(Customer.ID()), in: Business.ID())
            }
            try await database.migrate()
            _ = try await Shop.open(on: store)
        }
    }

    @Test(
        "The startup check refuses a role that could bypass isolation, and names the reason",
        arguments: [
            ("super", "LOGIN SUPERUSER", "", "superuser"), ("bypass", "LOGIN BYPASSRLS", "", "BYPASSRLS"),
            ("replica", "LOGIN REPLICATION", "", "REPLICATION"),
            ("member", "LOGIN IN ROLE josk_owner", "", "can become, josk_owner"),
            ("files", "LOGIN IN ROLE pg_read_server_files", "", "pg_read_server_files"),
            ("schema", "LOGIN", "ALTER SCHEMA josk OWNER TO", "owns the schema"),
            ("function", "LOGIN", "ALTER FUNCTION josk.refuse_change OWNER TO", "owns the schema"),
            ("builder", "LOGIN", "GRANT CREATE ON SCHEMA josk TO", "CREATE in the schema"),
            (
                "pretender", "LOGIN", "GRANT SET ON PARAMETER session_replication_role TO",
                "switch off foreign keys"
            ),
            ("deleter", "LOGIN", "GRANT DELETE ON josk.orders TO", "DELETE from"),
            ("emptier", "LOGIN", "GRANT TRUNCATE ON josk.customers TO", "TRUNCATE"),
            (
                "prober", "LOGIN", "GRANT REFERENCES (id) ON josk.customers TO",
                "foreign keys on josk.customers"
            ),
            ("editor", "LOGIN", "GRANT UPDATE (total) ON josk.orders TO", "may UPDATE josk.orders (total)"),
            ("changer", "LOGIN", "GRANT UPDATE (currency) ON josk.businesses TO", "businesses (currency)"),
            ("forger", "LOGIN", "GRANT UPDATE ON josk.cluster TO", "may UPDATE josk.cluster"),
            ("stepper", "LOGIN", "GRANT INSERT ON josk.migrations TO", "INSERT into josk.migrations"),
        ])
    func isHarmless(_ name: String, attributes: String, grant: String, words: String) async throws {
        let database = try await TestDatabase.migrated("harm")
        let role = "josk_test_harm_\(name)"
        try await TestDatabase.createRole(role, attributes, on: database.cluster)
        if !attributes.contains("SUPERUSER") && !attributes.contains("josk_owner") {
            try await database.run("GRANT \(TestDatabase.applicationRole) TO \(role)")
        }
        if !grant.isEmpty { try await database.run("\(grant) \(role)") }
        try await expectRefusal(of: role, saying: words, on: database)
    }

    @Test("The startup check warns once of settings that may lose commits in a crash")
    func warnsOfLoss() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.migrated("loss", on: cluster)
        for (setting, words) in [
            ("off", ["fsync is off", "full_page_writes is off", "synchronous_commit is off"]),
            ("on", ["fsync is off", "full_page_writes is off"]),
        ] {
            try await database.run("ALTER DATABASE \"\(database.name)\" SET synchronous_commit = \(setting)")
            let log = InMemoryLogHandler()
            let logger = Logger(label: "josk.tests") { _ in log }
            try await withPostgresStore(database.configuration, logger: logger) { store in
                for _ in 0..<3 { _ = try await store.customer(.id(Customer.ID()), in: Business.ID()) }
            }
            let warnings = log.entries.filter { $0.level == .warning }.map { "\($0.message)" }
                .filter { !$0.contains("row-level security") }
            #expect(warnings.count == words.count)
            #expect(zip(warnings, words).allSatisfy { $0.contains($1) }, "\(warnings)")
        }
    }

    @Test("The startup check warns once of a server with known holes in row-level security")
    func warnsOfOldServer() async throws {
        let database = try await TestDatabase.migrated("old")
        for (version, words) in [
            ("150019", "PostgreSQL 15.19 to 15.20 or later"), ("150020", ""), ("150021", ""),
            ("160015", "16.15 to 16.16"), ("160016", ""), ("170000", "17.0 to 17.12"),
            ("180006", "18.6 to 18.7"), ("180007", ""), ("190000", ""),
        ] {
            let problem = try await database.run(VersionProblems.query(for: version))
            #expect(problem.isEmpty == words.isEmpty)
            #expect(words.isEmpty || problem.contains(words), "\(problem)")
        }
        let problem = try await database.run(VersionProblems.sql)
        let log = InMemoryLogHandler()
        let logger = Logger(label: "josk.tests") { _ in log }
        try await withPostgresStore(database.configuration, logger: logger) { store in
            for _ in 0..<3 { _ = try await store.customer(.id(Customer.ID()), in: Business.ID()) }
        }
        let warnings = log.entries.filter { "\($0.message)".contains("row-level security") }
        #expect(warnings.map { "\($0.message)" } == (problem.isEmpty ? [] : [problem]))
        #expect(warnings.allSatisfy { $0.level == .warning })
    }

    @Test("The startup check refuses an owner of the database, and sessions without foreign keys")
    func isNoOwner() async throws {
        let owned = try await TestDatabase.migrated("owned")
        try await TestDatabase.createRole("josk_test_harm_lord", on: owned.cluster)
        try await owned.run(
            """
            GRANT \(TestDatabase.applicationRole) TO josk_test_harm_lord;
            ALTER DATABASE "\(owned.name)" OWNER TO josk_test_harm_lord
            """)
        try await expectRefusal(of: "josk_test_harm_lord", saying: "owns the database", on: owned)
        let open = try await TestDatabase.migrated("open")
        try await open.run("ALTER DATABASE \"\(open.name)\" SET session_replication_role = replica")
        try await expectRefusal(of: TestDatabase.applicationRole, saying: "= replica", on: open)
    }

    /// From version 16 on, a role with CREATEROLE can only grant roles that it may administer.
    @Test("The startup check refuses a role with CREATEROLE before PostgreSQL 16")
    func isNoCreator() async throws {
        let database = try await TestDatabase.migrated("creator")
        let role = "josk_test_harm_creator"
        try await TestDatabase.createRole(role, "LOGIN CREATEROLE", on: database.cluster)
        try await database.run("GRANT \(TestDatabase.applicationRole) TO \(role)")
        if try await database.isServer(atLeast: 16) {
            let configuration = PostgresConfiguration(url: database.url(as: role)).patient
            #expect(try await refusal(on: database, configuration) == nil)
        } else {
            try await expectRefusal(of: role, saying: "CREATEROLE", on: database)
        }
    }

    private func expectRefusal(
        of role: String, saying words: String, on database: TestDatabase
    ) async throws {
        var configuration = PostgresConfiguration(url: database.url(as: role)).patient
        let error = try await refusal(on: database, configuration)
        #expect(error?.code == .unsafeRole)
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "no refusal")")
        configuration.allowsUnsafeRole = true
        #expect(try await refusal(on: database, configuration) == nil)
    }
}
