import Foundation

extension OwnServer {
    /// Makes a base backup of this server: a copy of its files that is not started.
    package func backup() async throws -> OwnServer {
        try await OwnServer.make(options, ClusterTools.find(), standbyOf: connection)
    }

    /// Starts this base backup at a restore point of the stopped server from which it was made.
    ///
    /// Everything that was committed after the restore point is lost. The server begins a new timeline and accepts
    /// writes.
    ///
    /// - Parameter point: The name that was passed to `pg_create_restore_point`.
    package func restore(to point: String, logOf original: OwnServer) async throws {
        try append(
            """
            restore_command = 'cp "\(original.directory)/data/pg_wal/%f" "%p"'
            recovery_target_name = '\(point)'
            recovery_target_action = 'promote'

            """, to: "\(directory)/data/postgresql.auto.conf")
        try setStandbySignal(false)
        let signal = "\(directory)/data/recovery.signal"
        try Data().write(to: URL(fileURLWithPath: signal))
        guard try await start() else { throw ClusterError("the restored server did not start:\n\(log)") }
        try await wait(atMost: .seconds(600), for: "the end of the recovery") {
            !FileManager.default.fileExists(atPath: signal)
        }
        // The server removes the file before it accepts writes.
        while try await run("SELECT pg_is_in_recovery()") != "f" {
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
