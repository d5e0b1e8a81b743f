import Foundation
import JoskLibPQ
import PostgresCluster
import Testing

/// The resources of this process.
enum Held {
    static var descriptors: Int { count("/proc/self/fd") }
    static var threads: Int { count("/proc/self/task") }

    private static func count(_ directory: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: directory).count) ?? 0
    }

    /// Returns the number of this process's sockets that are connected to a port.
    static func sockets(toPort port: Int) -> Int {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return all.compactMap { Int32($0) }.count { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            // Invariant: the address is large enough for the stated length.
            let result = withUnsafeMutablePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getpeername(descriptor, $0, &length)
                }
            }
            return result == 0 && address.sin_family == sa_family_t(AF_INET)
                && Int(UInt16(bigEndian: address.sin_port)) == port
        }
    }

    /// The resident memory, in kilobytes.
    static var memory: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

/// Connects and disconnects in every possible way.
///
/// Each successful connection also receives a megabyte.
private func connectAndLetGo(_ url: String, times: Int) async throws {
    for round in 0..<times {
        if round.isMultiple(of: 5) {
            _ = try? await Server.connect("postgresql:///x?host=/nowhere")
            continue
        }
        let connection = try await connectOnceThereIsRoom(url)
        try await connection.run("SELECT repeat('x', 1048576)")
        if round % 5 == 1 { try? await connection.run("SELECT pg_sleep(60)", by: .now + .milliseconds(1)) }
        if round % 5 == 2 { await connection.close() }
    }
}

/// Connects, and tries again while the server is full.
///
/// The server closes a connection a moment after the client does, so many of them can fill it.
private func connectOnceThereIsRoom(_ url: String) async throws -> PostgresConnection {
    while true {
        do throws(PostgresError) {
            return try await PostgresConnection.connect(
                Server.settings(url), logger: Server.logger, by: .soon)
        } catch {
            guard error.sqlState == "53300" else { throw error }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

@Suite("Resources of connections", .timeLimit(.minutes(10)))
struct ResourceTests {
    @Test("Fifty connections that wait for a lock at once do not block other tasks")
    func waitsWithoutBlockingTasks() async throws {
        let url = try await PostgresCluster.shared.database(named: "locks")
        let holder = try await Server.connect(url)
        try await holder.run("CREATE TABLE t AS SELECT 0::int8 AS n")
        try await holder.run("BEGIN")
        try await holder.run("UPDATE t SET n = n + 1")
        // Within its transaction, the holder would see the same snapshot of the activity each time.
        let observer = try await Server.connect(url)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    let connection = try await Server.connect(url)
                    try await connection.run("UPDATE t SET n = n + 1")
                }
            }
            // All of them wait for the lock. Only a task that still runs, this one, can see that and release the lock.
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

    @Test("Five hundred connections in succession leave no server process behind")
    func leavesNoServerProcess() async throws {
        let url = try await PostgresCluster.shared.database(named: "leaks")
        let observer = try await Server.connect(url)
        try await connectAndLetGo(url, times: 500)
        let count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        #expect(try await eventually { try await observer.value(count, as: Int64.self) == 1 })
    }

    #if os(Linux)
        // In a separate process, where nothing else opens and closes resources. Resources that the runtime starts once
        // and keeps, such as the threads and descriptors of its event loop, are not a leak. A leak in this module would
        // show a hundred times.
        @Test("Connections leave no thread, descriptor or memory behind")
        func leavesNothingBehind() async throws {
            let url = try await PostgresCluster.shared.url(database: "postgres")
            await #expect(processExitsWith: .success) { [url = url as String] in
                try await connectAndLetGo(url, times: 100)
                let before = (Held.descriptors, Held.threads, Held.memory)
                // Each way of disconnecting a hundred times, with 400 megabytes received.
                try await connectAndLetGo(url, times: 500)
                let isBack = try await eventually(within: .seconds(300)) {
                    // The address sanitizer keeps 256 MB of freed memory for a while.
                    Held.descriptors < before.0 + 50 && Held.threads < before.1 + 50
                        && Held.memory < before.2 + 300_000
                }
                if !isBack {
                    let after = (Held.descriptors, Held.threads, Held.memory)
                    fatalError("before \(before), after \(after)")
                }
            }
        }
    #endif
}
