import JoskTesting
import PostgresCluster
import PostgresWorker
import Testing

@testable import JoskPostgres

@Suite("Concurrent migrations")
struct MigrationRaceTests {
    /// The advisory lock of a running migration: see ``MigrationSession``.
    private static let lock: Int64 = 0x6a6f_736b

    /// On two databases the processes contend for the roles, which belong to the whole server.
    @Test(
        "Eight processes that migrate at once, without an owner role, apply each migration once",
        arguments: [1, 2])
    func race(databaseCount: Int) async throws {
        let cluster = try await PostgresCluster.start(ClusterOptions())
        var databases: [TestDatabase] = []
        for number in 0..<databaseCount {
            databases.append(try await TestDatabase.empty("race_\(number)", on: cluster))
        }
        let applied = try await race(on: databases, processes: 8)
        #expect(applied.map { $0.flatMap(\.self).sorted() } == databases.map { _ in [1, 2] })
        for database in databases {
            #expect(try await database.run("SELECT count(*) FROM josk.migrations") == "2")
            #expect(try await database.migrate() == [])
            try await withStore(on: database) { store in _ = try await Shop.open(on: store) }
        }
    }

    /// Returns the migrations that each process applied, by database.
    ///
    /// The processes are held back until all of them have started.
    private func race(on databases: [TestDatabase], processes: Int) async throws -> [[[Int]]] {
        try await withThrowingTaskGroup(of: (Int, [Int]).self) { group in
            let share = processes / databases.count
            let gates = databases.map { database in
                Task {
                    try await database.run("SELECT pg_advisory_lock(\(Self.lock)); SELECT pg_sleep(3600)")
                }
            }
            for database in databases {
                #expect(
                    try await eventually { try await database.waiting(for: "wait_event = 'PgSleep'") == 1 })
            }
            for process in 0..<processes {
                let place = process % databases.count
                let database = databases[place]
                group.addTask {
                    let job = Job.migration(MigrationRun(for: TestDatabase.applicationRole))
                    return (place, try await WorkerProcess.run(job, on: database.url, as: [Int].self))
                }
            }
            for database in databases {
                let isThere = try await eventually {
                    try await database.waiting(for: "wait_event = 'advisory'") == share
                }
                #expect(isThere)
            }
            for database in databases {
                try await database.run(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                )
            }
            for gate in gates { _ = await gate.result }
            return try await group.reduce(into: databases.map { _ in [] }) { $0[$1.0].append($1.1) }
        }
    }
}
