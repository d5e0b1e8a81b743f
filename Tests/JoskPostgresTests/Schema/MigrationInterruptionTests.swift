import JoskLedger
import JoskTesting
import PostgresCluster
import Testing

@testable import JoskPostgres

@Suite("Interrupted migrations")
struct MigrationInterruptionTests {
    private static let all = Migrator.first(Migration.all.count)

    /// Terminates the session of a migration that waits for an event, and returns the migration's error.
    private func kill(
        waitingFor event: String, on database: TestDatabase
    ) async throws -> MigrationError? {
        let migration = Task { await database.failure(of: Self.all) }
        #expect(try await eventually { try await database.waiting(for: event) == 1 })
        try await database.run(
            """
            SELECT count(pg_terminate_backend(pid, 600000)) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'migrator'
            """)
        return await migration.value
    }

    /// Runs a body while a separate session holds a lock.
    private func holding<Value>(
        _ statement: String, on database: TestDatabase, _ body: () async throws -> Value
    ) async throws -> Value {
        let holder = Task { try await database.run("BEGIN; \(statement); SELECT pg_sleep(3600)") }
        #expect(try await eventually { try await database.waiting(for: "wait_event = 'PgSleep'") == 1 })
        let value = try await body()
        try await database.run(
            """
            SELECT count(pg_terminate_backend(pid, 600000)) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event = 'PgSleep'
            """)
        _ = await holder.result
        return value
    }

    private func expectKilled(_ error: MigrationError?) {
        guard case .failed("57P01", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("A migration that is killed while it waits for another one leaves nothing behind")
    func whileItWaits() async throws {
        let database = try await TestDatabase.empty("killed_waiting")
        let before = try await database.ownCatalogs()
        let lock = "SELECT pg_advisory_xact_lock(\(0x6a6f_736b))"
        let error = try await holding(lock, on: database) {
            try await kill(waitingFor: "wait_event = 'advisory'", on: database)
        }
        expectKilled(error)
        #expect(try await database.ownCatalogs() == before)
        #expect(try await database.run(Self.all) == [1, 2])
    }

    @Test("A migration that is killed after some of its statements leaves nothing behind")
    func whileItRuns() async throws {
        let database = try await TestDatabase.empty("killed_running")
        #expect(try await database.run(.first(1)) == [1])
        let before = try await database.ownCatalogs()
        // The migration locks the journal last, and waits for it.
        let lock = "LOCK TABLE josk.journal IN ROW EXCLUSIVE MODE"
        let error = try await holding(lock, on: database) {
            try await kill(waitingFor: "wait_event = 'relation'", on: database)
        }
        expectKilled(error)
        #expect(try await database.ownCatalogs() == before)
        #expect(try await database.run(Self.all) == [2])
        #expect(
            try await database.run("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'immutable%'") == "14")
    }

    @Test("A migration that exceeds its timeout leaves nothing behind")
    func whenLate() async throws {
        let database = try await TestDatabase.empty("killed_late")
        #expect(try await database.run(.first(1)) == [1])
        var slow = Self.all
        slow.migrations[1] = Migration(
            version: 2, name: "slow", statements: ["CREATE TABLE josk.half (n int)", "SELECT pg_sleep(3600)"])
        // The timeout passes long before the migration has finished.
        slow.time = .seconds(5)
        let error = await database.failure(of: slow)
        guard case .failed("57014", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await database.run("SELECT to_regclass('josk.half') IS NULL") == "t")
        #expect(try await database.run(Self.all) == [2])
    }

    /// A purchase writes the journal first, and then its order; the migration locks them in the opposite order.
    @Test("A migration that the server ends to resolve a deadlock is retried, and succeeds")
    func whenDeadlocked() async throws {
        let database = try await TestDatabase.empty("deadlocked")
        #expect(try await database.run(.first(1)) == [1])
        async let purchase = database.run(
            """
            SET deadlock_timeout = '1h';
            BEGIN;
            LOCK TABLE josk.journal IN ROW EXCLUSIVE MODE;
            DO $$ BEGIN
                WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                    AND application_name = 'migrator' AND wait_event = 'relation')
                LOOP PERFORM pg_sleep(0.02); PERFORM pg_stat_clear_snapshot(); END LOOP;
            END $$;
            LOCK TABLE josk.orders IN ROW EXCLUSIVE MODE;
            COMMIT;
            """)
        let isHeld = "SELECT count(*) > 0 FROM pg_locks WHERE relation = 'josk.journal'::regclass"
        #expect(try await eventually { try await database.run(isHeld) == "t" })
        #expect(try await database.run(Self.all) == [2])
        _ = try await purchase
    }
}
