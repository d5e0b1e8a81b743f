import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Edits by a superuser")
struct SuperuserEditTests {
    /// A database that is copied for each edit, and the values of the names in braces.
    private struct Original {
        let database: TestDatabase
        let shop: Shop
        let names: [String: String]
    }

    private static let original = Task {
        let database = try await TestDatabase.migrated("original")
        let shop = try await withStore(on: database) {
            try await Shop.openForAttack(on: $0, called: "victim")
        }
        var names = ["customer": "\(shop.customers[0])", "product": "\(shop.products[0])"]
        for (number, name) in [(1, "first"), (2, "last")] {
            let row = try await database.run(
                "SELECT id, command_id FROM josk.orders WHERE number = \(number)")
            let columns = row.split(separator: "|").map(String.init)
            (names["\(name) order"], names["\(name) command"]) = (columns[0], columns[1])
        }
        return Original(database: database, shop: shop, names: names)
    }

    /// Creates a copy of the database, under another name.
    private func copy(of original: TestDatabase, _ number: Int) async throws -> TestDatabase {
        let name = "\(original.name)_\(number)"
        try await original.cluster.run("CREATE DATABASE \"\(name)\" TEMPLATE \"\(original.name)\"")
        return TestDatabase(cluster: original.cluster, name: name, url: original.cluster.url(database: name))
    }

    @Test("An audit finds every edit by a superuser, and names the edited row and no other")
    func isFound() async throws {
        let original = try await Self.original.value
        for (number, edit) in SuperuserEdit.all.enumerated() {
            func filledIn(_ text: String) -> String {
                original.names.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
            }
            let database = try await copy(of: original.database, number)
            // A trigger that always fires must be switched off by name; a replica runs no foreign keys.
            try await database.run(
                """
                SET session_replication_role = replica; ALTER TABLE josk.\(edit.table) DISABLE TRIGGER ALL;
                \(filledIn(edit.sql))
                """)
            try await withStore(on: database) { store in
                let report = try await Ledger(store: store, queue: .patient).tenant(original.shop.tenant.id)
                    .audit()
                let named = Set(report.violations.map { "\($0.row)" })
                #expect(named == [filledIn(edit.row)], "\(edit.name): \(report.violations)")
            }
        }
    }

    @Test("An audit of a database without edits is clean")
    func isClean() async throws {
        let original = try await Self.original.value
        let database = try await copy(of: original.database, 99)
        try await withStore(on: database) { store in
            let report = try await Ledger(store: store, queue: .patient).tenant(original.shop.tenant.id)
                .audit()
            #expect(report.isClean, "\(report.violations)")
        }
    }
}
