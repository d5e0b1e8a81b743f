import Foundation
import JoskPostgres
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Refused migrations", .serialized)
struct MigrationRefusalTests {
    /// A separate server for the suite, on which no other test creates roles.
    private static let cluster = Task { try await PostgresCluster.start(ClusterOptions()) }

    private static let all = Migrator.first(Migration.all.count)

    /// Creates an empty database on the server, on which the owner role does not exist.
    private func database() async throws -> TestDatabase {
        let database = try await TestDatabase.empty("refusal", on: Self.cluster.value)
        try await Self.cluster.value.run("DROP ROLE IF EXISTS josk_owner")
        return database
    }

    private func role(_ attributes: String, on database: TestDatabase) async throws -> String {
        let role = "migrates_\(UUID().uuidString.prefix(8).lowercased())"
        try await database.run("CREATE ROLE \(role) LOGIN \(attributes)")
        return role
    }

    /// Expects that a migration is refused with the advice, and changes nothing.
    private func expectRefusal(
        on database: TestDatabase, as role: String? = nil, sqlState: String? = nil, saying advice: String
    ) async throws {
        let before = try await database.catalogs()
        let error = await database.failure(of: Self.all, as: role)
        #expect(try await database.catalogs() == before)
        #expect(error?.description.contains(advice) == true, "\(error?.description ?? "done")")
        guard let sqlState else { return }
        guard case .failed(sqlState, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A migration by a role that may not create the owner is refused with advice")
    func needsCreateRole() async throws {
        let database = try await database()
        let role = try await role("", on: database)
        try await database.run("GRANT CREATE ON DATABASE \"\(database.name)\" TO \(role)")
        try await expectRefusal(
            on: database, as: role, sqlState: "42501",
            saying: "CREATE ROLE josk_owner NOLOGIN and GRANT josk_owner TO \(role)")
        try await database.run("CREATE ROLE josk_owner NOLOGIN; GRANT josk_owner TO \(role)")
        #expect(try await database.run(Self.all, as: role) == [1, 2])
        try await database.run("DROP OWNED BY josk_owner; DROP SCHEMA IF EXISTS josk CASCADE")
        try await database.run("DROP OWNED BY \(role)")
    }

    @Test("A migration by a role that may not create a schema is refused with advice")
    func needsCreate() async throws {
        let database = try await database()
        let role = try await role("CREATEROLE", on: database)
        let grant = "GRANT CREATE ON DATABASE \(database.name) TO \(role)"
        try await expectRefusal(on: database, as: role, sqlState: "42501", saying: grant)
        try await database.run(grant)
        #expect(try await database.run(Self.all, as: role) == [1, 2])
        try await database.run("DROP OWNED BY josk_owner; DROP OWNED BY \(role)")
    }

    @Test("A migration by a role that is not a member of the owner is refused with advice")
    func needsMembership() async throws {
        let database = try await database()
        try await database.run("CREATE ROLE josk_owner NOLOGIN")
        let role = try await role("", on: database)
        try await database.run("GRANT CREATE ON DATABASE \"\(database.name)\" TO \(role)")
        try await expectRefusal(
            on: database, as: role, sqlState: "42501", saying: "GRANT josk_owner TO \(role)")
        try await database.run("GRANT josk_owner TO \(role)")
        #expect(try await database.run(Self.all, as: role) == [1, 2])
        // From now on the membership is enough.
        try await database.run("REVOKE CREATE ON DATABASE \"\(database.name)\" FROM \(role)")
        #expect(try await database.run(Self.all, as: role) == [])
        try await database.run("DROP OWNED BY josk_owner; DROP OWNED BY \(role)")
    }

    @Test("A migration is refused if another role owns a schema of that name")
    func needsItsSchema() async throws {
        let database = try await database()
        let role = try await role("", on: database)
        try await database.run("CREATE SCHEMA josk AUTHORIZATION \(role)")
        try await expectRefusal(on: database, saying: "belongs to \(role) and not to josk_owner")
        try await database.run("DROP OWNED BY \(role)")
    }

    @Test("A migration of a database with another encoding is refused with advice")
    func needsUTF8() async throws {
        let empty = try await database()
        let name = "\(empty.name)_latin"
        try await empty.run(
            "CREATE DATABASE \(name) ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0")
        let latin = TestDatabase(
            cluster: empty.cluster, name: name, url: empty.cluster.url(database: name))
        try await expectRefusal(on: latin, saying: "ENCODING 'UTF8'")
    }

    @Test("A migration for a missing application role or for a superuser is refused")
    func needsApplication() async throws {
        let database = try await database()
        let before = try await database.catalogs()
        for role in ["no_such_role", "postgres"] {
            let error = await database.failure(of: Migrator(applicationRole: role))
            #expect(error?.description.contains("CREATE ROLE") == true)
        }
        #expect(try await database.catalogs() == before)
    }

    @Test("A migration on a standby is refused with any target_session_attrs")
    func needsPrimary() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let server = try #require(cluster.own)
        let database = try await TestDatabase.empty("standby", on: cluster)
        let before = try await database.catalogs()
        try await server.stop()
        let signal = "\(server.directory)/data/standby.signal"
        #expect(FileManager.default.createFile(atPath: signal, contents: nil))
        // The start may not be reported before the server is a primary.
        async let hasStarted = server.start()
        // A client that connects too early would be refused with an entry in the log, as if the server had failed.
        #expect(try await eventually { server.log.contains("ready to accept read-only connections") })
        let error = await database.failure(of: Self.all)
        #expect(error?.description.contains("migrate its primary") == true, "\(error?.description ?? "done")")
        let refused = await #expect(throws: MigrationError.self) { try await database.migrate() }
        #expect(refused?.description.contains("hot standby") == true, "\(refused?.description ?? "done")")
        try await database.run("SELECT pg_promote(wait_seconds => 600)")
        #expect(try await hasStarted)
        #expect(try await database.catalogs() == before)
        #expect(try await database.run(Self.all) == [1, 2])
    }
}
