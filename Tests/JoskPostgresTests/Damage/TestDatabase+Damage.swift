import PostgresWorker

extension TestDatabase {
    /// Returns all columns of the tables in the schema `josk`, as the catalog lists them.
    func columns() async throws -> [DamageColumn] {
        try await run(
            """
            SELECT c.relname, a.attname, format_type(a.atttypid, NULL)
            FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'josk'::regnamespace AND c.relkind IN ('r', 'p')
                AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY c.relname, a.attnum
            """
        ).split(separator: "\n").map { line in
            let parts = line.split(separator: "|").map(String.init)
            return DamageColumn(table: parts[0], name: parts[1], type: parts[2])
        }
    }

    /// Drops everything that refuses a wrong value, except primary keys, unique indexes and the types themselves.
    ///
    /// The statements are derived from the catalog, so they include tables that later migrations add.
    func dropDefences() async throws {
        try await run(
            """
            DO $$
            DECLARE statement text;
            BEGIN
                FOR statement IN
                    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
                    FROM pg_constraint
                    WHERE connamespace = 'josk'::regnamespace AND contype IN ('c', 'f') AND conparentid = 0
                    UNION ALL
                    SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass)
                    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
                    WHERE relnamespace = 'josk'::regnamespace AND NOT tgisinternal
                    UNION ALL
                    SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP EXPRESSION', attrelid::regclass, attname)
                    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid
                    WHERE relnamespace = 'josk'::regnamespace AND attgenerated <> ''
                    UNION ALL
                    SELECT format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', attrelid::regclass, attname)
                    FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid
                    WHERE relnamespace = 'josk'::regnamespace AND relkind IN ('r', 'p') AND attnum > 0
                        AND attnotnull AND NOT EXISTS (
                            SELECT FROM pg_index
                            WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey))
                LOOP
                    EXECUTE statement;
                END LOOP;
            END $$
            """)
    }

    /// Copies all rows of the tables into the schema `josk_saved`.
    func saveRows(of tables: some Sequence<String>) async throws {
        let copies = tables.map { "CREATE TABLE josk_saved.\"\($0)\" AS TABLE josk.\"\($0)\";" }
        try await run("CREATE SCHEMA josk_saved; \(copies.joined(separator: " "))")
    }
}
