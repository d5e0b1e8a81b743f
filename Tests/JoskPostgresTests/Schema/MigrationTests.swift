import Foundation
import JoskLedger
import JoskLibPQ
import Logging
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("A migration")
struct MigrationTests {
    /// A database remembers them. Where this fails, the step was changed, and must be what it was.
    @Test("has the text that it always had, step by step")
    func neverChanges() {
        #expect(
            Migration.all.map { "\($0.checksum)" } == [
                "a094fd9ed129c38d51693819a101bd526251b4869813f3fc3b130db9638efc2c",
                "55b1348f572d37573ae5f8556708f4c9d988ce9adc353d024ad5060eba849a6c",
            ])
    }

    @Test("applies every step once, and none the second time")
    func appliesOnce() async throws {
        let database = try await TestDatabase.empty("migration")
        let steps = try await database.migrate()
        #expect(steps.map(\.version) == [1, 2])
        #expect(steps.map(\.name) == ["tables", "immutability"])
        #expect(try await database.migrate() == [])
        let owner = "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'josk'"
        #expect(try await database.run(owner) == "josk_owner")
        let login = "SELECT rolcanlogin FROM pg_roles WHERE rolname = 'josk_owner'"
        #expect(try await database.run(login) == "f")
    }

    @Test("run by eight at once, on two databases, applies every step once in each")
    func runsAtOnce() async throws {
        // A cluster of its own: here the owner does not exist yet.
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let databases = [
            try await TestDatabase.empty("first", on: cluster),
            try await TestDatabase.empty("second", on: cluster),
        ]
        let applied = try await withThrowingTaskGroup(of: (Int, [MigrationStep]).self) { group in
            for index in 0..<8 {
                group.addTask { (index % 2, try await databases[index % 2].migrate()) }
            }
            return try await group.reduce(into: [[Int]](repeating: [], count: 2)) {
                $0[$1.0] += $1.1.map(\.version)
            }
        }
        #expect(applied.map { $0.sorted() } == [[1, 2], [1, 2]])
    }

    @Test("refuses a step that is not the one that was applied")
    func refusesChanged() async throws {
        let database = try await TestDatabase.migrated("changed")
        try await database.run("UPDATE josk.migrations SET checksum = sha256('x') WHERE version = 1")
        await #expect(throws: MigrationError.changedStep(version: 1, name: "tables")) {
            try await database.migrate()
        }
    }

    @Test("refuses a history with a gap")
    func refusesMissing() async throws {
        let database = try await TestDatabase.migrated("missing")
        try await database.run("DELETE FROM josk.migrations WHERE version = 1")
        await #expect(throws: MigrationError.missingStep(version: 1)) { try await database.migrate() }
    }

    @Test("refuses a schema that a newer library has changed")
    func refusesNewer() async throws {
        let database = try await TestDatabase.migrated("newer")
        try await database.run("INSERT INTO josk.migrations VALUES (3, 'tomorrow', sha256('x'))")
        await #expect(throws: MigrationError.newerSchema(version: 3)) { try await database.migrate() }
    }

    @Test("leaves nothing of a step that fails; what was applied before stays, and the rest can follow")
    func isAtomic() async throws {
        let database = try await TestDatabase.empty("atomic")
        var broken = Migrator(applicationRole: TestDatabase.applicationRole)
        broken.migrations[1] = Migration(
            version: 2, name: "broken", statements: ["CREATE TABLE josk.half (n int)", "SELECT 1 / 0"])
        let error = try await failure(of: broken, on: database)
        guard case .failed("22012", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await database.run("SELECT to_regclass('josk.half') IS NULL") == "t")
        #expect(try await database.run("SELECT count(*) FROM josk.migrations") == "1")
        #expect(try await database.migrate().map(\.version) == [2])
    }

    private func failure(
        of migrator: Migrator, on database: TestDatabase
    ) async throws -> MigrationError? {
        let connection = try await PostgresConnection.connect(
            ConnectionSettings(url: database.url), logger: Logger(label: "josk.tests"),
            by: .now + .seconds(3_600))
        return await connection.run { session in
            do throws(MigrationError) {
                _ = try migrator.run(on: session)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("quotes the name of the role, whatever it is")
    func quotes() async throws {
        let database = try await TestDatabase.empty("quoted")
        let role = #"shop"; DROP ROLE x; -- é"#
        try await database.cluster.run(#"DROP ROLE IF EXISTS "shop""; DROP ROLE x; -- é""#)
        try await database.cluster.run(#"CREATE ROLE "shop""; DROP ROLE x; -- é" LOGIN"#)
        try await database.migrate(applicationRole: role)
        let may =
            "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'shop%' AND has_table_privilege(oid, 'josk.orders', 'INSERT')"
        #expect(try await database.run(may) == "1")
        try await database.run(
            #"DROP OWNED BY "shop""; DROP ROLE x; -- é"; DROP ROLE "shop""; DROP ROLE x; -- é""#)
    }

    @Test("refuses an application role that is not there, or that could defeat isolation")
    func checksRole() async throws {
        let database = try await TestDatabase.migrated("roles")
        await #expect(throws: MigrationError.unknownRole("nobody")) {
            try await database.migrate(applicationRole: "nobody")
        }
        let roles = [
            ("josk_test_super", "LOGIN SUPERUSER"), ("josk_test_bypass", "LOGIN BYPASSRLS"),
            ("josk_test_replica", "LOGIN REPLICATION"), ("josk_test_member", "LOGIN IN ROLE josk_owner"),
            ("josk_test_indirect", "LOGIN NOINHERIT IN ROLE josk_test_bypass"),
            ("josk_test_writer", "LOGIN IN ROLE pg_write_all_data"),
        ]
        for (role, attributes) in roles {
            try await TestDatabase.createRole(role, attributes, on: database.cluster)
            let error = await #expect(throws: MigrationError.self) {
                try await database.migrate(applicationRole: role)
            }
            guard case .unsafeRole(role, _) = error else {
                Issue.record("\(role): \(String(describing: error))")
                continue
            }
        }
    }

    @Test("refuses an application role whose rights show only once the tables are there")
    func checksRoleAgain() async throws {
        let database = try await TestDatabase.empty("again")
        try await TestDatabase.createRole(
            "josk_test_writes_all", "LOGIN IN ROLE pg_write_all_data", on: database.cluster)
        await #expect(throws: MigrationError.self) {
            try await database.migrate(applicationRole: "josk_test_writes_all")
        }
    }

    @Test("refuses an owner that may log in, or is above row-level security")
    func checksOwner() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.empty("owner", on: cluster)
        try await TestDatabase.createRole("josk_owner", "", on: cluster)
        for attribute in ["LOGIN", "SUPERUSER", "BYPASSRLS", "REPLICATION"] {
            try await database.run("ALTER ROLE josk_owner \(attribute)")
            let error = await #expect(throws: MigrationError.self) { try await database.migrate() }
            #expect(error?.description.contains("ALTER ROLE josk_owner") == true)
            try await database.run("ALTER ROLE josk_owner NO\(attribute)")
        }
        #expect(try await database.migrate().count == 2)
    }

    @Test("can be run by one who is no superuser, but may create roles and schemas here")
    func needsNoSuperuser() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.empty("modest", on: cluster)
        try await TestDatabase.createRole("modest", "LOGIN CREATEROLE", on: cluster)
        try await database.run("GRANT CREATE ON DATABASE \"\(database.name)\" TO modest")
        #expect(try await database.migrate(as: "modest").count == 2)
        #expect(try await database.migrate(as: "modest").count == 0)
    }

    @Test("gives the application exactly what it needs, and PUBLIC nothing")
    func grants() async throws {
        let database = try await TestDatabase.migrated("grants")
        let tables = """
            SELECT string_agg(privilege_type || ' ' || table_name, ', ' ORDER BY privilege_type, table_name)
            FROM information_schema.table_privileges
            WHERE table_schema = 'josk' AND grantee = '\(TestDatabase.applicationRole)'
            """
        let names = [
            "businesses", "customers", "journal", "ledger_entries", "order_lines", "orders", "products",
            "refund_lines", "refunds", "stock_movements",
        ]
        let expected =
            names.map { "INSERT \($0)" }
            + (names + ["cluster", "migrations"]).sorted().map { "SELECT \($0)" }
        #expect(try await database.run(tables) == expected.joined(separator: ", "))
        let columns = """
            SELECT string_agg(table_name || '.' || column_name, ', ' ORDER BY table_name, column_name)
            FROM information_schema.column_privileges
            WHERE table_schema = 'josk' AND privilege_type = 'UPDATE'
                AND grantee = '\(TestDatabase.applicationRole)'
            """
        #expect(
            try await database.run(columns)
                == "businesses.payment_term_days, customers.is_active, customers.name, "
                + "customers.payment_term_days, customers.reference, products.is_active, "
                + "products.moved_at, products.movement_count, products.name, products.price, "
                + "products.sku, products.stock")
        let everyone = """
            SELECT (SELECT count(*) FROM information_schema.table_privileges
                    WHERE table_schema = 'josk' AND grantee = 'PUBLIC')
                + (SELECT count(*) FROM information_schema.routine_privileges
                    WHERE routine_schema = 'josk' AND grantee = 'PUBLIC')
                + has_schema_privilege('public', 'josk', 'USAGE')::int
            """
        #expect(try await database.run(everyone) == "0")
    }
}
