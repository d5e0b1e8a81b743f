import Foundation

/// PgBouncer in front of a server, in transaction mode.
///
/// Each transaction of a client runs on any free one of a few connections to the server. The pooler ends when the test
/// process ends, even if that was killed.
package final class Pooler: Sendable {
    /// The path of PgBouncer's program, which JOSK_PGBOUNCER contains; nil if that is not set.
    package static let program = ProcessInfo.processInfo.environment["JOSK_PGBOUNCER"]

    package let port: Int
    /// The directory of the pooler's settings, log and process identifier.
    package let directory: String
    /// The write end of the keeper's pipe; the pooler runs as long as it is open.
    private let lifeline: Int32
    /// The cluster, which must run as long as the pooler in front of it.
    private let cluster: PostgresCluster

    private init(directory: String, port: Int, lifeline: Int32, cluster: PostgresCluster) {
        (self.directory, self.port) = (directory, port)
        (self.lifeline, self.cluster) = (lifeline, cluster)
    }

    deinit { close(lifeline) }

    /// Starts a pooler in front of a server that this process started.
    ///
    /// - Parameters:
    ///   - users: The roles that may connect, besides the superuser.
    ///   - connections: The number of connections to the server, for each database and user.
    ///   - serverPort: The port at which the pooler reaches the server, if a proxy is between them.
    ///   - settings: More settings of pgbouncer.ini.
    package static func start(
        before cluster: PostgresCluster, users: [String], connections: Int = 3, serverPort: Int? = nil,
        settings: [String: String] = [:]
    ) async throws -> Pooler {
        guard let program else { throw ClusterError("JOSK_PGBOUNCER is not set") }
        guard let server = cluster.own else { throw ClusterError("this process did not start the server") }
        await announce(program)
        var lastLog = ""
        // Another process may take the port before the pooler does.
        for _ in 0..<5 {
            let (directory, port) = (
                try OwnServer.temporaryDirectory("josk-pooler"), try OwnServer.freePort()
            )
            let configuration = configuration(
                directory: directory, port: port, serverPort: serverPort ?? server.port,
                connections: connections, settings)
            try write(configuration, to: "\(directory)/pgbouncer.ini")
            let names = (["postgres"] + users).map { "\"\($0)\" \"\"\n" }.joined()
            try write(names, to: "\(directory)/users.txt")
            let prefix = try ClusterTools.becomePostgres()
            let lifeline = try ClusterKeeper.start(
                script, [directory, program, "\(prefix.count)"] + prefix)
            let pooler = Pooler(directory: directory, port: port, lifeline: lifeline, cluster: cluster)
            if try await pooler.hasStarted() { return pooler }
            lastLog = pooler.log
        }
        throw ClusterError("PgBouncer did not start:\n\(lastLog)")
    }

    /// Returns the URL of a database for a user.
    package func url(database: String, user: String, port: Int? = nil) -> String {
        "postgresql://\(user)@127.0.0.1:\(port ?? self.port)/\(database)?sslmode=disable&gssencmode=disable"
    }

    /// Runs SQL through the pooler with psql, and returns its output.
    @discardableResult
    package func run(_ sql: String, database: String, user: String = "postgres") async throws -> String {
        try await cluster.run(sql, database: url(database: database, user: user))
    }

    /// Runs a command of the pooler itself, such as RECONNECT or SHOW POOLS, and returns its output.
    @discardableResult
    package func command(_ command: String) async throws -> String {
        try await run(command, database: "pgbouncer")
    }

    /// The pooler's log so far.
    package var log: String { (try? String(contentsOfFile: "\(directory)/log", encoding: .utf8)) ?? "" }
}

// MARK: - Starting

extension Pooler {
    /// The shell script between the tests and the pooler; see ``ClusterKeeper``.
    ///
    /// $1 is the directory and $2 the program. $3 is the number of words in the prefix that runs a command as another
    /// user, because PgBouncer refuses to run as root. The words of the prefix follow.
    ///
    /// The script kills the process in the pooler's own pid file. Killing the prefix's process, which started the
    /// pooler as that user, would leave the pooler running. The pooler writes its pid file early, or exits.
    private static let script = #"""
        trap '' INT TERM HUP
        directory=$1; program=$2; words=$3; shift 3
        [ "$words" -eq 0 ] || chown -R postgres "$directory"
        "$@" "$program" "$directory/pgbouncer.ini" >>"$directory/output" 2>&1 </dev/null &
        pooler=$!
        while read -r line; do :; done
        while [ ! -s "$directory/pid" ] && kill -0 "$pooler" 2>/dev/null; do sleep 0.1; done
        pid=$(cat "$directory/pid" 2>/dev/null)
        [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null
        wait "$pooler"
        rm -rf "$directory"
        """#

    private static func configuration(
        directory: String, port: Int, serverPort: Int, connections: Int, _ settings: [String: String]
    ) -> String {
        var all = [
            "pool_mode": "transaction", "default_pool_size": "\(connections)", "max_client_conn": "1000",
            "listen_addr": "127.0.0.1", "listen_port": "\(port)", "unix_socket_dir": "",
            "auth_type": "trust", "auth_file": "\(directory)/users.txt", "admin_users": "postgres",
            "server_tls_sslmode": "disable",
            // A busy machine may be slow.
            "query_wait_timeout": "0", "server_connect_timeout": "3600", "server_login_retry": "1",
            "logfile": "\(directory)/log", "pidfile": "\(directory)/pid",
        ]
        all.merge(settings) { _, new in new }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        return "[databases]\n* = host=127.0.0.1 port=\(serverPort)\n[pgbouncer]\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// Waits until the pooler listens.
    ///
    /// - Returns: False if the pooler exited at once; the log contains the reason.
    private func hasStarted() async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(600)
        while ContinuousClock.now < deadline {
            if let socket = connectToPort(port) {
                close(socket)
                // Another process that listens on the port has not written this line.
                if log.contains("process up") { return true }
            }
            // The pooler reports errors in its settings before it has a log.
            let words = log + ((try? String(contentsOfFile: "\(directory)/output", encoding: .utf8)) ?? "")
            if words.contains("FATAL") || words.contains("cannot listen") { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ClusterError("timed out after 600 seconds waiting for PgBouncer:\n\(log)")
    }

    private static func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private static let announcement = Guarded(false)

    /// Writes the pooler's version to standard error, once in each process.
    private static func announce(_ program: String) async {
        if announcement.withLock({ wasMade in
            defer { wasMade = true }
            return wasMade
        }) {
            return
        }
        let version = try? await ChildProcess.run(program, ["--version"]).output
        let line = version?.split(separator: "\n").first ?? "a PgBouncer of unknown version"
        FileHandle.standardError.write(Data("Testing behind \(line)\n".utf8))
    }
}
