import Foundation

/// A server that this process started.
package final class OwnServer: Sendable {
    /// The directory of the server's data, socket and log.
    package let directory: String
    package let port: Int
    /// The write end of the keeper's pipe; the server runs as long as it is open.
    private let lifeline: Int32
    /// The options with which the server was started.
    let options: ClusterOptions

    private init(directory: String, port: Int, lifeline: Int32, options: ClusterOptions) {
        self.directory = directory
        self.port = port
        self.lifeline = lifeline
        self.options = options
    }

    deinit { close(lifeline) }

    /// The server's log so far.
    package var log: String {
        (try? String(contentsOfFile: "\(directory)/server.log", encoding: .utf8)) ?? ""
    }

    static func start(_ options: ClusterOptions) async throws -> OwnServer {
        let tools = try await ClusterTools.find()
        var lastLog = ""
        // Another process may take the port before the server does.
        for _ in 0..<5 {
            let server = try await make(options, tools)
            if try await server.start() { return server }
            lastLog = server.log
            if !lastLog.contains("Address already in use") { break }
        }
        throw ClusterError("PostgreSQL's server did not start:\n\(lastLog)")
    }

    /// Creates a server, with an empty cluster or as a copy of a primary, without starting it.
    ///
    /// - Parameters:
    ///   - port: The port; any free port if nil.
    ///   - primary: A connection string of the primary if the server is to be a standby; otherwise nil.
    static func make(
        _ options: ClusterOptions, _ tools: ClusterTools, port: Int? = nil, standbyOf primary: String? = nil
    ) async throws -> OwnServer {
        let directory = try temporaryDirectory()
        let port = try port ?? freePort()
        try primary?.write(toFile: "\(directory)/primary", atomically: false, encoding: .utf8)
        try accessRules.write(toFile: "\(directory)/pg_hba.conf", atomically: false, encoding: .utf8)
        if options.isEncrypted { try await makeCertificate(in: directory) }
        if options.hasClock {
            guard let library = ClusterOptions.clockLibrary else {
                throw ClusterError("libfaketime was not found")
            }
            try library.write(toFile: "\(directory)/clock.library", atomically: false, encoding: .utf8)
            try "+0".write(toFile: "\(directory)/clock", atomically: false, encoding: .utf8)
        }
        let lifeline = try ClusterKeeper.start(
            directory: directory, tools: tools,
            arguments: options.arguments(directory: directory, port: port))
        let server = OwnServer(directory: directory, port: port, lifeline: lifeline, options: options)
        try await server.wait(atMost: .seconds(600), for: "initdb") {
            FileManager.default.fileExists(atPath: "\(directory)/state")
        }
        guard try String(contentsOfFile: "\(directory)/state", encoding: .utf8).contains("ready") else {
            let log = try? String(contentsOfFile: "\(directory)/initdb.log", encoding: .utf8)
            throw ClusterError("initdb failed: \(log ?? "")")
        }
        return server
    }
}

// MARK: - Starting and stopping

extension OwnServer {
    /// The ways to stop a server: the signals of pg_ctl's modes, and the signal that crashes it.
    package enum StopMode: Sendable {
        case fast, immediate, crash

        var signal: Int32 {
            switch self {
            case .fast: SIGINT
            case .immediate: SIGQUIT
            case .crash: SIGKILL
            }
        }
    }

    /// Starts the server, which must not be running.
    ///
    /// - Returns: False if the server exited at once; the log contains the reason.
    @discardableResult
    package func start() async throws -> Bool {
        while true {
            let logged = log.utf8.count
            if try await startOnce() { return true }
            // The child processes of a crashed server end a moment later, and keep its shared memory until then.
            let new = String(decoding: log.utf8.dropFirst(logged), as: UTF8.self)
            guard new.contains("is still in use") else { return false }
        }
    }

    private func startOnce() async throws -> Bool {
        let logged = log.utf8.count
        guard write(lifeline, "start\n", 6) == 6 else {
            throw ClusterError("the server's keeper process has ended")
        }
        var hasFailed = false
        try await wait(atMost: .seconds(600), for: "the server to start") {
            let new = String(decoding: log.utf8.dropFirst(logged), as: UTF8.self)
            // The server also logs FATAL for clients that connect too early, and so do the sessions of a crashed server
            // that end a moment later.
            hasFailed =
                !isRunning
                && new.split(separator: "\n").contains {
                    $0.contains("FATAL:") && !$0.contains("unexpected postmaster exit")
                }
            let status = postmasterLines.dropFirst(7).first ?? ""
            return hasFailed || status.hasPrefix("ready") || status.hasPrefix("standby")
        }
        return !hasFailed
    }

    /// Stops the server, and waits until its process has ended.
    ///
    /// The server can be started again.
    package func stop(_ mode: StopMode = .fast) async throws {
        guard let pid = postmasterLines.first.flatMap({ Int32($0) }) else { return }
        kill(pid, mode.signal)
        try await wait(atMost: .seconds(600), for: "the server to stop") { kill(pid, 0) != 0 }
        // A crashed server leaves this file behind.
        try? FileManager.default.removeItem(atPath: "\(directory)/data/postmaster.pid")
    }

    /// Sets the clock of a server that was made with ``ClusterOptions/hasClock``.
    ///
    /// - Parameter time: An offset, such as `-2h`, or a time, such as `@2126-01-01 00:00:00`, in libfaketime's form.
    package func setClock(_ time: String) throws {
        // In place: the server may read the file at any moment, and the new one has the same owner.
        try time.write(toFile: "\(directory)/clock", atomically: false, encoding: .utf8)
    }

    /// Suspends or resumes the server's main process, the postmaster.
    package func pause(_ isPaused: Bool) throws {
        guard let pid = postmasterLines.first.flatMap({ Int32($0) }) else {
            throw ClusterError("the server is not running")
        }
        signal(pid, isPaused: isPaused)
    }

    /// Kills one of the server's processes with SIGKILL.
    package func end(_ pid: Int32) { kill(pid, SIGKILL) }

    /// Suspends or resumes one of the server's processes.
    package func signal(_ pid: Int32, isPaused: Bool) { kill(pid, isPaused ? SIGSTOP : SIGCONT) }

    private var isRunning: Bool {
        postmasterLines.first.flatMap { Int32($0) }.map { kill($0, 0) == 0 } ?? false
    }

    private var postmasterLines: [Substring] {
        let path = "\(directory)/data/postmaster.pid"
        return ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(
            separator: "\n", omittingEmptySubsequences: false)
    }

    func wait(
        atMost limit: Duration, for what: String, until condition: () throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try !condition() {
            if ContinuousClock.now > deadline {
                throw ClusterError("timed out after \(limit) waiting for \(what):\n\(log)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

// MARK: - Access rules, directories and certificates

extension OwnServer {
    private static var accessRules: String {
        """
        host all +\(ClusterOptions.passwordRole) 127.0.0.1/32 scram-sha-256
        local all all trust
        local replication all trust
        host all all 127.0.0.1/32 trust
        """
    }

    /// Creates a temporary directory with a short name.
    ///
    /// The path of a socket has at most a hundred bytes.
    static func temporaryDirectory(_ prefix: String = "josk-pg") throws -> String {
        var template = Array("/tmp/\(prefix)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ClusterError("cannot create a directory in /tmp") }
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private static func makeCertificate(in directory: String) async throws {
        guard let openssl = ClusterTools.program("openssl") else {
            throw ClusterError("openssl was not found")
        }
        let outcome = try await ChildProcess.run(
            openssl,
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                "-keyout", "\(directory)/server.key", "-out", "\(directory)/server.crt",
            ])
        guard outcome.status == 0 else { throw ClusterError(outcome.output) }
        chmod("\(directory)/server.key", 0o600)
    }

    /// Returns a port of 127.0.0.1 on which no process listens at the moment.
    package static func freePort() throws -> Int {
        let socket = try ListeningSocket()
        return socket.port
    }
}
