import JoskLedger
import JoskLibPQ
import PostgresWorker
import Testing

@testable import JoskPostgres

extension TestDatabase {
    /// Runs migrations as the superuser or as another user; a cancellation may take up to an hour.
    func run(_ migrator: Migrator, as user: String? = nil) async throws(MigrationError) -> [Int] {
        var settings = ConnectionSettings(url: user.map(url(as:)) ?? url)
        settings.set("application_name", "migrator")
        // A busy machine may be slow to cancel.
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

    /// Returns the error of migrations; nil if they succeed.
    func failure(of migrator: Migrator, as user: String? = nil) async -> MigrationError? {
        do throws(MigrationError) {
            _ = try await run(migrator, as: user)
            return nil
        } catch {
            return error
        }
    }

    /// Returns everything that a migration could create or change in the server and in this database, except rows.
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

    /// Returns the lines of ``catalogs()`` for this database alone, because other tests create roles of the server too.
    func ownCatalogs() async throws -> [Substring] {
        try await catalogs().split(separator: "\n")
            .filter { !$0.hasPrefix("role") && !$0.hasPrefix("member") }
    }

    /// Returns a digest of the rows of each table, as a superuser sees them.
    func digests(of tables: [String] = SchemaTables.ofTenants + ["cluster"]) async throws -> [String: String]
    {
        var digests: [String: String] = [:]
        for table in tables {
            digests[table] = try await run(
                "SELECT count(*) || md5(string_agg(t::text, '|' ORDER BY t::text)) FROM josk.\(table) AS t")
        }
        return digests
    }

    /// Returns the number of other sessions of this database that match a condition, such as a wait event.
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
    /// Returns a migrator of the first migrations, followed by others.
    static func first(_ count: Int, then others: [Migration] = []) -> Migrator {
        Migrator(
            applicationRole: TestDatabase.applicationRole,
            migrations: Array(Migration.all.prefix(count)) + others)
    }
}
