import Foundation
import JoskLedger
import JoskLibPQ
import Logging
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Migrations")
struct MigrationTests {
    /// A database stores the checksums; if this test fails, a released migration was changed and must be restored.
    @Test("The text of a released migration never changes")
    func neverChanges() {
        #expect(
            Migration.all.map { "\($0.checksum)" } == [
                "72ff5c788f346571efba1767f1fc83d2bfb5ef85f9a9776ba2217af7a4f9669d",
                "55b1348f572d37573ae5f8556708f4c9d988ce9adc353d024ad5060eba849a6c",
            ])
    }

    @Test("A migration is applied once, and not a second time")
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

    @Test("A migration grants the application exactly the required privileges, and PUBLIC none")
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
        let publicPrivileges = """
            SELECT (SELECT count(*) FROM information_schema.table_privileges
                    WHERE table_schema = 'josk' AND grantee = 'PUBLIC')
                + (SELECT count(*) FROM information_schema.routine_privileges
                    WHERE routine_schema = 'josk' AND grantee = 'PUBLIC')
                + has_schema_privilege('public', 'josk', 'USAGE')::int
            """
        #expect(try await database.run(publicPrivileges) == "0")
    }
}
