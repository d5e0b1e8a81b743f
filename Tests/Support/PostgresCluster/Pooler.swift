import Foundation

/// PgBouncer in front of a server, in transaction mode: each transaction of a client runs on whichever of a few
/// connections to the server is free. It is gone when the process of the tests is, even if that was killed.
package final class Pooler: Sendable {
    /// The program, which JOSK_PGBOUNCER names; nil where there is none to test with.
    package static let program = ProcessInfo.processInfo.environment["JOSK_PGBOUNCER"]

    package let port: Int
    /// Where its settings, its log and its process's number are.
    package let directory: String
    /// The write end of the keeper's pipe: the pooler lives as long as it is open.
    private let lifeline: Int32
    /// The server lives as long as what stands before it.
    private let cluster: PostgresCluster

    private init(directory: String, port: Int, lifeline: Int32, cluster: PostgresCluster) {
        (self.directory, self.port) = (directory, port)
        (self.lifeline, self.cluster) = (lifeline, cluster)
    }

    deinit { close(lifeline) }

    /// Starts one before a server that was started here.
    ///
    /// - Parameters:
    ///   - users: Who may connect, besides the superuser.
    ///   - connections: How many connections to the server there are, for each database and user.
    ///   - serverPort: Where to reach the server, if there is a proxy before it.
    ///   - settings: More settings of pgbouncer.ini.
    package static func start(
        before cluster: PostgresCluster, users: [String], connections: Int = 3, serverPort: Int? = nil,
        settings: [String: String] = [:]
    ) async throws -> Pooler {
        guard let program else { throw ClusterError("JOSK_PGBOUNCER names no program") }
        guard let server = cluster.own else { throw ClusterError("the server was given") }
        await announce(program)
        var lastLog = ""
        // Somebody may take the port before the pooler does.
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
        throw ClusterError("PgBouncer does not start:\n\(lastLog)")
    }

    /// The URL of a database in somebody's name.
    package func url(database: String, user: String, port: Int? = nil) -> String {
        "postgresql://\(user)@127.0.0.1:\(port ?? self.port)/\(database)?sslmode=disable&gssencmode=disable"
    }

    /// Runs SQL through the pooler with psql, and returns what it prints.
    @discardableResult
    package func run(_ sql: String, database: String, user: String = "postgres") async throws -> String {
        try await cluster.run(sql, database: url(database: database, user: user))
    }

    /// Gives the pooler itself a command, such as RECONNECT or SHOW POOLS, and returns what it prints.
    @discardableResult
    package func command(_ command: String) async throws -> String {
        try await run(command, database: "pgbouncer")
    }

    /// What the pooler has logged so far.
    package var log: String { (try? String(contentsOfFile: "\(directory)/log", encoding: .utf8)) ?? "" }
}

// MARK: - Starting

extension Pooler {
    /// The shell script between the tests and the pooler; see ``ClusterKeeper``. $1 is the directory, $2 the program, $3 the
    /// number of words that make a command run as another user, for it refuses root too, then these words.
    ///
    /// What is killed is the process itself, by its own word, and not whoever started it as that user: that one would leave
    /// it behind. It has that word early on, or ends.
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
            // A busy machine may take its time.
            "query_wait_timeout": "0", "server_connect_timeout": "3600", "server_login_retry": "1",
            "logfile": "\(directory)/log", "pidfile": "\(directory)/pid",
        ]
        all.merge(settings) { _, new in new }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }
        return "[databases]\n* = host=127.0.0.1 port=\(serverPort)\n[pgbouncer]\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// Waits until somebody listens; false if it ended at once. The log says why.
    private func hasStarted() async throws -> Bool {
        let deadline = ContinuousClock.now + .seconds(600)
        while ContinuousClock.now < deadline {
            if let socket = connectToPort(port) {
                close(socket)
                // Whoever else may listen there has not written this.
                if log.contains("process up") { return true }
            }
            // What is wrong with its settings it says before it has a log.
            let words = log + ((try? String(contentsOfFile: "\(directory)/output", encoding: .utf8)) ?? "")
            if words.contains("FATAL") || words.contains("cannot listen") { return false }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw ClusterError("waited in vain for PgBouncer:\n\(log)")
    }

    private static func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private static let announcement = Guarded(false)

    /// Says once which version it is.
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
