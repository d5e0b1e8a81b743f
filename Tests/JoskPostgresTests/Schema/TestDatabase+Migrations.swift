import JoskLedger
import JoskLibPQ
import PostgresWorker
import Testing

@testable import JoskPostgres

extension TestDatabase {
    /// Runs some migrations, as the superuser or as somebody else. They wait as long as it takes.
    func run(_ migrator: Migrator, as user: String? = nil) async throws(MigrationError) -> [Int] {
        var settings = ConnectionSettings(url: user.map(url(as:)) ?? url)
        settings.set("application_name", "migrator")
        // A busy machine may take its time to cancel.
        settings.grace = .seconds(3_600)
        let (migrator, connection) = (migrator, try await Self.connect(settings))
        let result = await connection.run { session in
            do throws(MigrationError) {
                return Result<[Int], MigrationError>.success(try migrator.run(on: session).map(\.version))
            } catch {
                return .failure(error)
            }
        }
        await connection.close()
        return try result.get()
    }

    private static func connect(
        _ settings: ConnectionSettings
    ) async throws(MigrationError) -> PostgresConnection {
        do throws(PostgresError) {
            return try await PostgresConnection.connect(settings, logger: .silent, by: .now + .seconds(3_600))
        } catch {
            throw MigrationError(error)
        }
    }

    /// Why some migrations fail; nil if they do not.
    func failure(of migrator: Migrator, as user: String? = nil) async -> MigrationError? {
        do throws(MigrationError) {
            _ = try await run(migrator, as: user)
            return nil
        } catch {
            return error
        }
    }

    /// All that a migration could make or change, but for rows: of the server and of this database.
    func catalogs() async throws -> String {
        try await run(
            """
            SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                SELECT concat_ws(' ', 'role', r) FROM pg_roles AS r
                UNION ALL SELECT concat_ws(' ', 'member', m.roleid::regrole, m.member::regrole, m.admin_option)
                FROM pg_auth_members AS m
                UNION ALL SELECT concat_ws(' ', 'database', datname, datdba, datacl) FROM pg_database
                WHERE datname = current_database()
                UNION ALL SELECT concat_ws(' ', 'schema', nspname, nspowner, nspacl) FROM pg_namespace
                WHERE nspname !~ '^pg_(temp|toast_temp)'
                UNION ALL SELECT concat_ws(' ', 'class', oid::regclass, relkind, relowner, relacl,
                    relrowsecurity, relforcerowsecurity) FROM pg_class WHERE relpersistence <> 't'
                UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, attname, atttypid, attnotnull,
                    attisdropped, attacl) FROM pg_attribute WHERE attrelid >= 16384
                UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, contype)
                FROM pg_constraint
                UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
                UNION ALL SELECT concat_ws(' ', 'policy', polrelid::regclass, polname) FROM pg_policy
                UNION ALL SELECT concat_ws(' ', 'function', oid::regprocedure, proowner, proacl) FROM pg_proc
            ) AS everything (line)
            """)
    }

    /// The lines of ``catalogs()`` that are about this database alone: the server's roles are other tests' too.
    func ownCatalogs() async throws -> [Substring] {
        try await catalogs().split(separator: "\n")
            .filter { !$0.hasPrefix("role") && !$0.hasPrefix("member") }
    }

    /// A digest of the rows of each table, as a superuser sees them.
    func digests(of tables: [String] = SchemaTables.ofTenants + ["cluster"]) async throws -> [String: String]
    {
        var digests: [String: String] = [:]
        for table in tables {
            digests[table] = try await run(
                "SELECT count(*) || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM josk.\(table) AS t")
        }
        return digests
    }

    /// What migrations of this database wait for, with how many do.
    func waiting(for event: String) async throws -> Int {
        Int(
            try await run(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND \(event)
                """)) ?? 0
    }
}

extension Migrator {
    /// The first steps there are, and perhaps others after them.
    static func first(_ count: Int, then others: [Migration] = []) -> Migrator {
        Migrator(
            applicationRole: TestDatabase.applicationRole,
            migrations: Array(Migration.all.prefix(count)) + others)
    }
}
