import Foundation
import JoskLibPQ
import PostgresCluster
import Testing

/// What the process holds. It counts what is ours by name: other tests run at the same time.
private enum Held {
    static var threads: Int {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.count {
            let name = try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)
            return name?.hasPrefix("josk-") == true
        }
    }
}

@Suite("What connections hold, and give back")
struct ResourceTests {
    @Test("Fifty connections wait for a lock at once, and the tasks of others still run")
    func waitsWithoutBlockingTasks() async throws {
        let url = try await PostgresCluster.shared.database(named: "locks")
        let holder = try await Server.connect(url)
        try await holder.run("CREATE TABLE t AS SELECT 0::int8 AS n")
        try await holder.run("BEGIN")
        try await holder.run("UPDATE t SET n = n + 1")
        // Within its transaction the holder would see the same activity each time.
        let observer = try await Server.connect(url)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let connection = try await Server.connect(url)
                    try await connection.run("UPDATE t SET n = n + 1")
                }
            }
            // All of them wait for the lock. Only a task that still runs, this one, can see it and free it.
            let waiting = """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """
            #expect(try await eventually { try await observer.value(waiting, as: Int64.self) == 50 })
            try await holder.run("COMMIT")
            try await group.waitForAll()
        }
        #expect(try await holder.value("SELECT n FROM t", as: Int64.self) == 51)
    }

    @Test("500 connections one after another, good and failed, leave no server process behind")
    func leavesNothingBehind() async throws {
        let url = try await PostgresCluster.shared.database(named: "leaks")
        let observer = try await Server.connect(url)
        for round in 0..<500 {
            if round.isMultiple(of: 5) {
                await #expect(throws: PostgresError.self) { try await Server.connect("postgresql:///x?host=/no") }
            } else {
                let connection = try await Server.connect(url)
                if round.isMultiple(of: 2) { await connection.close() }
            }
        }
        let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        #expect(try await eventually { try await observer.value(count, as: Int64.self) == 1 })
    }
}
