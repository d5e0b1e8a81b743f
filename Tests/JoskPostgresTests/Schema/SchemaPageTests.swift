import JoskPostgres
import Testing

@Suite("The schema page")
struct SchemaPageTests {
    private static let database = Task { try await TestDatabase.migrated("page") }

    /// Returns the rows of a query whose first column is a table's name, by table.
    private func catalog(_ query: String) async throws -> [String: [String]] {
        let lines = try await Self.database.value.run(query).split(separator: "\n")
        return Dictionary(grouping: lines.map { $0.split(separator: "|", maxSplits: 1) }) { String($0[0]) }
            .mapValues { rows in rows.map { String($0[1]) } }
    }

    @Test("The schema page lists every table with every column, its type and its nullability")
    func columns() async throws {
        let catalog = try await catalog(
            """
            SELECT c.relname, a.attname || CASE WHEN a.attnotnull THEN ' ' ELSE '? ' END
                || format_type(a.atttypid, a.atttypmod)
            FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'josk'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
            ORDER BY c.relname, a.attnum
            """)
        let page = try SchemaPage().tables
        #expect(catalog.count == 12)
        #expect(Set(page.keys) == Set(catalog.keys))
        for (table, columns) in catalog { #expect(page[table]?.columns == columns, "\(table)") }
    }

    @Test("The schema page lists every constraint and index, except bounds of one column")
    func constraints() async throws {
        let constraints = try await catalog(
            """
            SELECT c.conrelid::regclass, c.conname FROM pg_constraint AS c
            WHERE c.connamespace = 'josk'::regnamespace
                AND NOT (c.contype = 'c' AND cardinality(c.conkey) = 1
                    AND c.conname LIKE '%\\_check' ESCAPE '\\')
                -- From version 18 on, NOT NULL is a named constraint too; the page lists it with the column.
                AND c.contype <> 'n'
            UNION
            SELECT i.indrelid::regclass, replace(i.indexrelid::regclass::text, 'josk.', '') FROM pg_index AS i
            JOIN pg_class AS c ON c.oid = i.indrelid WHERE c.relnamespace = 'josk'::regnamespace
            """)
        let page = try SchemaPage()
        for (table, names) in constraints {
            let named = page.tables[table.replacing("josk.", with: "")]?.names ?? []
            #expect(Set(names).subtracting(named) == [], "\(table)")
        }
        // Conversely, each name on the page that looks like one of them is one of them.
        let known = Set(constraints.values.joined())
        for (table, described) in page.tables {
            let called = described.names.filter { name in
                name.hasPrefix("\(table)_") && !page.tables.keys.contains(name)
            }
            #expect(called.subtracting(known) == [], "\(table)")
        }
    }

    @Test("The diagram of the schema page has every foreign key, and each includes the tenant")
    func picture() async throws {
        let lines = try await Self.database.value.run(
            """
            SELECT DISTINCT to_table.relname || ' ' || from_table.relname FROM pg_constraint AS c
            JOIN pg_class AS from_table ON from_table.oid = c.conrelid
            JOIN pg_class AS to_table ON to_table.oid = c.confrelid
            WHERE c.contype = 'f' AND c.connamespace = 'josk'::regnamespace
            """)
        #expect(try SchemaPage().picture == Set(lines.split(separator: "\n").map(String.init)))
        let withoutTenant = try await Self.database.value.run(
            """
            SELECT count(*) FROM pg_constraint AS c
            JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            JOIN pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
            WHERE c.contype = 'f' AND c.connamespace = 'josk'::regnamespace
                AND NOT (a.attname = 'business_id' AND (b.attname = 'business_id'
                    OR c.confrelid = 'josk.businesses'::regclass))
            """)
        #expect(withoutTenant == "0")
    }

    @Test("The schema page names every trigger, policy and function")
    func triggers() async throws {
        let names = try await Self.database.value.run(
            """
            SELECT DISTINCT t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
            WHERE c.relnamespace = 'josk'::regnamespace AND NOT t.tgisinternal
            UNION SELECT DISTINCT p.polname FROM pg_policy AS p JOIN pg_class AS c ON c.oid = p.polrelid
            WHERE c.relnamespace = 'josk'::regnamespace
            UNION SELECT 'josk.' || proname FROM pg_proc WHERE pronamespace = 'josk'::regnamespace
            ORDER BY 1
            """
        ).split(separator: "\n")
        #expect(names == ["immutable", "immutable_as_a_whole", "josk.refuse_change", "tenant"])
        let text = try SchemaPage().text
        for name in names { #expect(text.contains("`\(name)`"), "\(name)") }
    }

    @Test("The schema page lists every privilege of the application's role, and the columns it may change")
    func privileges() async throws {
        let privileges = try await catalog(
            """
            SELECT c.relname, a.privilege_type FROM pg_class AS c, aclexplode(c.relacl) AS a
            WHERE c.relnamespace = 'josk'::regnamespace AND a.grantee = 'josk_test_app'::regrole
            """)
        let changing = try await catalog(
            """
            SELECT c.relname, t.attname FROM pg_attribute AS t JOIN pg_class AS c ON c.oid = t.attrelid,
                aclexplode(t.attacl) AS a
            WHERE c.relnamespace = 'josk'::regnamespace AND a.grantee = 'josk_test_app'::regrole
                AND a.privilege_type = 'UPDATE'
            """)
        let page = try SchemaPage()
        #expect(Set(page.privileges.keys) == Set(privileges.keys))
        for (table, privileges) in privileges {
            let columns = changing[table] ?? []
            #expect(page.privileges[table]?.onTable == Set(privileges), "\(table)")
            #expect(page.privileges[table]?.onColumns == Set(columns), "\(table)")
            #expect(page.tables[table]?.changing == Set(columns), "\(table)")
        }
    }
}
