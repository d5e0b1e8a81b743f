import JoskLedger
import JoskPostgres
import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@Suite("Roles in migrations")
struct MigrationRoleTests {
    @Test("A migration refuses an application role that is missing or could bypass isolation")
    func checksRole() async throws {
        let database = try await TestDatabase.migrated("roles")
        await #expect(throws: MigrationError.unknownRole("no_such_role")) {
            try await database.migrate(applicationRole: "no_such_role")
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

    @Test("A migration refuses an application role whose privileges appear only with the tables")
    func checksRoleAgain() async throws {
        let database = try await TestDatabase.empty("again")
        try await TestDatabase.createRole(
            "josk_test_writes_all", "LOGIN IN ROLE pg_write_all_data", on: database.cluster)
        await #expect(throws: MigrationError.self) {
            try await database.migrate(applicationRole: "josk_test_writes_all")
        }
    }

    @Test("A migration refuses an owner that may log in or bypasses row-level security")
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

    @Test("A role that may create roles and schemas can migrate without being a superuser")
    func needsNoSuperuser() async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        let database = try await TestDatabase.empty("modest", on: cluster)
        try await TestDatabase.createRole("modest", "LOGIN CREATEROLE", on: cluster)
        try await database.run("GRANT CREATE ON DATABASE \"\(database.name)\" TO modest")
        #expect(try await database.migrate(as: "modest").count == 2)
        #expect(try await database.migrate(as: "modest").count == 0)
    }

    @Test("A migration as the application's role is refused, and asks for an operator")
    func isNoApplication() async throws {
        let database = try await TestDatabase.empty("own_role")
        let configuration = PostgresConfiguration(url: database.url(as: TestDatabase.applicationRole))
        await #expect(throws: MigrationError.connectedAsApplicationRole(TestDatabase.applicationRole)) {
            try await PostgresStore.migrate(configuration, applicationRole: TestDatabase.applicationRole)
        }
        let text = MigrationError.connectedAsApplicationRole("app").description
        #expect(text.hasPrefix("Connected as the application's role \"app\"; connect as an operator"))
        #expect(!text.contains("GRANT"))
        #expect(try await database.run("SELECT count(*) FROM pg_namespace WHERE nspname = 'josk'") == "0")
    }

    @Test("A migration quotes the name of the application role")
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

    @Test("A schema that is migrated for two application roles in turn works for both")
    func servesTwo() async throws {
        let database = try await TestDatabase.migrated("two_roles")
        let other = "josk_test_second_app"
        try await TestDatabase.createRole(other, on: database.cluster)
        try await expectRefusal(of: other, on: database)
        #expect(try await database.migrate(applicationRole: other) == [])
        let configuration = PostgresConfiguration(url: database.url(as: other)).patient
        try await withStore(on: database) { first in
            try await withStore(on: database, configuration) { second in
                let shop = try await Shop.open(on: first)
                _ = try await Shop.open(on: second)
                let tenant = Ledger(store: second, queue: .patient).tenant(shop.tenant.id)
                _ = try await tenant.purchase(
                    by: shop.customers[0], lines: [PurchaseLine(shop.products[0], quantity: 1)])
                #expect(try await shop.tenant.customer(shop.customers[0])?.orderCount == 1)
            }
        }
        // The first role keeps its privileges.
        #expect(try await database.migrate() == [])
    }

    /// Expects that a store refuses a role for which the schema was not migrated.
    private func expectRefusal(of role: String, on database: TestDatabase) async throws {
        let configuration = PostgresConfiguration(url: database.url(as: role)).patient
        try await withStore(on: database, configuration) { store in
            let error = await #expect(throws: StoreError.self) {
                try await store.customer(.id(Customer.ID()), in: Business.ID())
            }
            #expect(error?.code == .accessDenied)
            #expect(error?.message.contains("application's role") == true)
        }
    }
}
